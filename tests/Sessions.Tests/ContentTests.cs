using System.Text;
using System.Text.Json;
using Gateway.Sessions.Live;
using Gateway.Sessions.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class ContentTests(RedisFixture redis)
{
    private const int Seed = 20_261_121;

    public static TheoryData<string> Hostile => new(
        "\0", "a\0b", "\u0001\u001b[31m\u007f\u0085\u2028\u2029", "\r\n*1\r\n$4\r\nPING\r\n", "مرحبا ‮abc‬ שלום",
        "Z̶͎̆ḁ̷̓l̸̗͘g̵̙͝o̷͉͐", "👩‍👩‍👧‍👦 🇫🇷 e\u0301",
        "\"}]}{\\u0000\\", "%s %n {0} ${x} </script>", " ", "\t", "\ufeffbom", new string('é', 8_192),
        new string('\u4e2d', 16_384 / 3));

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Whatever_is_written_comes_back_the_same_but_for_what_no_store_keeps(string text)
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = (await node.Engine.AcceptAsync(Any.Message(text))).Session;

        var read = await Any.SettledAsync(node, session, 2);

        read.Entries[0].Text.ShouldBe(WellFormed.Mend(text));
        read.Entries[1].Text.ShouldBe("re: " + WellFormed.Mend(text));
    }

    [Theory]
    [InlineData("\ud83d alone")]
    [InlineData("alone \ude00")]
    [InlineData("\ude00\ud83d")]
    public async Task Half_a_character_is_replaced_alike_live_and_kept(string text)
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;

        await node.Engine.AcceptAsync(Any.Message(text) with { Session = session });
        await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);

        var kept = (await node.Engine.ReadAsync(session, afterSeq: 0, 10))!.Entries;
        kept[0].Text.ShouldContain('\ufffd');
        Wire(watcher.Entries).ShouldBe(Wire(kept));

        static string Wire(IEnumerable<Entry> entries) => JsonSerializer.Serialize(entries, SessionJson.Options);
    }

    [Fact]
    public async Task Five_thousand_random_texts_come_back_the_same()
    {
        var random = new Random(Seed);
        string[] texts = [.. Enumerable.Range(0, 5_000).Select(_ => RandomText(random))];
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr")));

        await Task.WhenAll(texts.Chunk(100).Zip(sessions).Select(async pair =>
        {
            foreach (var text in pair.First)
                await node.Engine.AppendAsync(pair.Second, new NewEntry(EntryRole.Operator, text));
        }));

        var kept = await Task.WhenAll(sessions.Select(session => node.Engine.ReadAsync(session, afterSeq: 0, 200)));
        kept.SelectMany(snapshot => snapshot!.Entries)
            .Select(entry => entry.Text)
            .ShouldBe(texts.Select(WellFormed.Mend), $"seed {Seed}");
    }

    [Fact]
    public async Task The_state_goes_from_turn_to_turn_intact()
    {
        var random = new Random(Seed);
        var seen = new List<string?>();
        var written = new List<string>();
        await using var server = await Testing.RedisServer.StartAsync();
        await using var node = await Node.StartAsync(server, new Handler((turn, _, _) =>
        {
            seen.Add(turn.State.Json);
            written.Add(JsonSerializer.Serialize(new { text = RandomText(random) }, SessionJson.Options));
            return Task.FromResult(Handler.Says("ok", written[^1]));
        }));
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        for (var turn = 1; turn <= 100; turn++)
        {
            await node.Engine.AcceptAsync(Any.Message("next") with { Session = session });
            await Any.SettledAsync(node, session, turn * 2);
        }

        seen.ShouldBe([null, .. written[..^1]], $"seed {Seed}");
    }

    [Fact]
    public async Task Everything_a_turn_says_is_kept()
    {
        var money = new Money(12.50m, "EUR");
        var slot = new SlotChoice(
            "lundi 9 h", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1)),
            new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.FromHours(1)), "slot:1");
        Part[] parts =
        [
            new QuickRepliesPart([new QuickReply("Oui", "yes"), new QuickReply("Non")]),
            new CardPart(
                "Théière", "1 l", "/media/1.png", money,
                [new CardAction("Commander", "order:1"), new CardAction("Voir", Url: "https://shop.example/1")]),
            new SlotsPart([slot]),
            new LinkPart("CGV", "https://shop.example/cgv"),
            new FormPart("contact", "Envoyer", [new FormField("phone", "Téléphone", "tel", Required: true)]),
        ];
        await using var server = await Testing.RedisServer.StartAsync();
        await using var node = await Node.StartAsync(server, new Handler((_, _, _) => Task.FromResult(new TurnResult
        {
            Entries = [new NewEntry(EntryRole.Agent, "voici") { Author = "Léa", Parts = parts },
                new NewEntry(EntryRole.System, "noted")],
            Status = SessionStatus.Waiting,
            Locale = "en",
        })));
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 10))!.Value.Watching;

        await node.Engine.AcceptAsync(Any.Message("montre") with { Session = session });
        await watcher.WaitForAsync<StatusEvent>(live => live.Status == SessionStatus.Waiting);

        var read = (await node.Engine.ReadAsync(session, afterSeq: 1, 10))!;
        read.Entries.Select(entry => (entry.Seq, entry.Role, entry.Text, entry.Author)).ShouldBe(
            [(2, EntryRole.Agent, "voici", "Léa"), (3, EntryRole.System, "noted", null)]);
        JsonSerializer.Serialize(read.Entries[0].Parts, SessionJson.Options)
            .ShouldBe(JsonSerializer.Serialize<IReadOnlyList<Part>>(parts, SessionJson.Options));
        read.Session.Locale.ShouldBe("en");
        read.Session.Status.ShouldBe(SessionStatus.Waiting);
    }

    /// <summary>Any scalar values, the awkward ones more often than their share.</summary>
    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(40); length > 0; length--)
        {
            text.Append((random.Next(6) switch
            {
                0 => new Rune(random.Next(0x20)),
                1 => new Rune(random.Next(0x10000, 0x110000)),
                2 => new Rune(random.Next(0xe000, 0x10000)),
                3 => new Rune(random.Next(0x80, 0xd800)),
                _ => new Rune(random.Next(0x20, 0x7f)),
            }).ToString());
        }

        return text.ToString();
    }
}
