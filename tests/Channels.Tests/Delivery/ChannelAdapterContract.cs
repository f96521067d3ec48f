using System.Text;
using System.Text.RegularExpressions;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>What every adapter promises. Inherited by the tests of each.</summary>
public abstract partial class ChannelAdapterContract : IAsyncLifetime
{
    private const string Picture = "https://shop.example.test/images/lampe.jpg";

    /// <summary>The adapter and its provider.</summary>
    protected AdapterStage Stage { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stage = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var secret in Stage.Secrets)
            Stage.Logged.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        await Stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sets the stage.</summary>
    protected abstract Task<AdapterStage> StartAsync();

    /// <summary>Entries of all kinds, by a name for the test's report.</summary>
    public static TheoryData<string> Samples => [.. Entries.Keys];

    private static Dictionary<string, Entry> Entries { get; } = new()
    {
        ["words"] = Entry("Bonjour Zoé, votre lampe est prête."),
        ["markdown"] = Entry(
            "# Vos *options*\n\n- **Lampe** à 49 €\n- _Applique_ `ref-12`\n\nVoir [la page](https://shop.example.test/lampes?a=1&b=2) ou ~~rien~~.\n\n> citation\n\n1. un\n2. deux"),
        ["marks"] = Entry("2 * 3 < 7 & \"c_est_vrai\" <b>gras</b> [x] `y` \\ | # fin > tout"),
        ["long"] = Entry(string.Join(' ', Enumerable.Range(1, 1_500).Select(i => $"mot{i}{(i % 12 == 0 ? "." : "")}"))),
        ["long word"] = Entry(new string('é', 9_000)),
        ["long emoji"] = Entry(string.Concat(Enumerable.Repeat("🙂", 5_000))),
        ["odd"] = Entry("a\0b \u202Eabc\u202C z\u0301\u0302\u0303 \uD800 fin \uDC00"),
        ["quick replies"] = Entry(
            "Que préférez-vous ?") with
        {
            Parts =
            [new QuickRepliesPart([new("Oui", "yes"), new("Non", "no"), new("Plus tard")])]
        },
        ["many replies"] = Entry(
            "Lequel ?") with
        {
            Parts = [new QuickRepliesPart(
            [.. Enumerable.Range(1, 10).Select(i => new QuickReply($"Choix numéro {i}", $"c:{i}"))])]
        },
        ["cards"] = Entry("Voici deux lampes.") with
        {
            Parts =
            [
                new CardPart(
                    "Lampe Aube", "En laiton", Picture, new Money(49.90m, "EUR"),
                    [new("Choisir", "pick:1"), new("Voir", Url: "https://shop.example.test/aube")]),
                new CardPart("Lampe Soir", null, null, new Money(129m, "EUR"), [new("Choisir", "pick:2")]),
            ],
        },
        ["slots"] = Entry("Quand ?") with
        {
            Parts =
            [
                new SlotsPart(
                [
                    new(
                        "lundi 9 h", new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1)),
                        new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(1)), "slot:1"),
                    new(
                        "mardi 14 h 30", new(2026, 11, 24, 14, 30, 0, TimeSpan.FromHours(1)),
                        new(2026, 11, 24, 15, 30, 0, TimeSpan.FromHours(1)), "slot:2"),
                ]),
            ],
        },
        ["link"] = Entry(
            "À lire :") with
        {
            Parts =
            [new LinkPart("Nos conditions", "https://shop.example.test/cgv_v2(1)?x=1&y=2")]
        },
        ["form"] = Entry(
            "Vos coordonnées ?") with
        {
            Parts = [new FormPart(
            "contact", "Envoyer",
            [new("name", "Votre nom", "text", true), new("phone", "Votre téléphone", "tel", false)])]
        },
        ["parts alone"] = Entry(
            "") with
        {
            Parts = [new LinkPart("Suivre le colis", "https://shop.example.test/suivi"),
            new QuickRepliesPart([new("Merci")])]
        },
        ["unknown part"] = Entry(
            "Du nouveau :") with
        { Parts = [new NovelPart("Carte de fidélité", "Encore deux achats", 8)] },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_entry_is_rendered_to_the_same_messages_each_time(string sample)
    {
        var context = Stage.ContextOf(Entries[sample]);

        var first = Stage.Adapter.Render(context);

        first.Refusal.ShouldBeNull();
        first.Messages.ShouldNotBeEmpty();
        Stage.Adapter.Render(context).Messages.ShouldBe(first.Messages);
        Stage.Taken.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void No_message_is_longer_than_the_channel_takes_or_cuts_a_character(string sample)
    {
        foreach (var body in Render(Entries[sample]).Select(Stage.BodyOf))
        {
            body.Length.ShouldBeLessThanOrEqualTo(Stage.Adapter.Capabilities.MaxTextLength);
            body.EnumerateRunes().ShouldNotContain(rune => rune.Value == 0);
            IsWellFormed(body).ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void All_words_of_an_entry_are_seen_in_their_order(string sample)
    {
        var entry = Entries[sample];

        var seen = string.Join('\n', Render(entry).Select(Stage.SeenOf));
        seen.ShouldNotContain("Part {", Case.Sensitive, "what an object calls itself is not for contacts");

        ShouldHoldInOrder(seen, entry.Text);
        foreach (var text in TextsOf(entry.Parts))
            ShouldHoldInOrder(seen, text);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_pace_can_be_kept(string sample)
    {
        var context = Stage.ContextOf(Entries[sample]);

        foreach (var message in MessagesOf(context))
        {
            var pace = Stage.Adapter.PaceOf(context, message);
            pace.SenderPerSecond.ShouldBeGreaterThan(0);
            pace.RecipientPerSecond.ShouldBeGreaterThan(0);
            pace.RecipientBurst.ShouldBeGreaterThanOrEqualTo(1);
            pace.SenderBurst.ShouldBeGreaterThanOrEqualTo(1);
            pace.Cost.ShouldBeGreaterThanOrEqualTo(1);
        }
    }

    [Fact]
    public async Task A_message_that_is_taken_has_the_providers_id()
    {
        (await SendAsync(ProviderTurn.Takes)).ShouldBeOfType<SendOutcome.Sent>().ExternalId.ShouldNotBeNullOrEmpty();

        Stage.Taken.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_taken_while_the_answer_is_lost_is_unknown_and_found_where_that_can_be()
    {
        var context = Stage.ContextOf(Entries["words"]);
        var message = MessagesOf(context)[0];

        (await SendAsync(ProviderTurn.TakesAndIsNotHeard)).ShouldBeOfType<SendOutcome.Unknown>();

        Stage.Taken.ShouldBe(1);
        var found = await Stage.Adapter.FindAsync(context, message, CancellationToken.None);
        (found is FindOutcome.Found).ShouldBe(Stage.Adapter.Capabilities.CanFind);
    }

    [Fact]
    public async Task A_provider_that_has_no_time_has_not_taken_the_message_and_its_wait_is_kept()
    {
        (await SendAsync(ProviderTurn.HasNoTime))
            .ShouldBeOfType<SendOutcome.NotTaken>().RetryAfter.ShouldBe(AdapterStage.Wait);

        Stage.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_connection_has_not_taken_the_message()
    {
        await Stage.CutOffAsync();

        (await SendAsync(ProviderTurn.Takes)).ShouldBeOfType<SendOutcome.NotTaken>();
    }

    [Fact]
    public async Task A_message_the_provider_will_never_take_is_refused_in_words() =>
        ShouldExplain((await SendAsync(ProviderTurn.Refuses)).ShouldBeOfType<SendOutcome.Refused>().Why);

    [Fact]
    public async Task A_contact_who_has_opted_out_at_the_provider_is_told_apart() =>
        ShouldExplain((await SendAsync(ProviderTurn.IsOptedOut)).ShouldBeOfType<SendOutcome.OptedOut>().Why);

    [Fact]
    public async Task Credentials_the_provider_does_not_know_close_the_channel() =>
        ShouldExplain((await SendAsync(ProviderTurn.DoesNotKnowUs)).ShouldBeOfType<SendOutcome.ChannelDown>().Why);

    [Fact]
    public async Task An_answer_that_never_comes_is_unknown()
    {
        var sending = SendAsync(ProviderTurn.Hangs);
        await Stage.AttemptedAsync();

        Stage.PassTimeLimit();

        (await sending).ShouldBeOfType<SendOutcome.Unknown>();
    }

    [Fact]
    public async Task A_node_that_stops_does_not_wait_for_an_answer()
    {
        using var stop = new CancellationTokenSource();
        var sending = SendAsync(ProviderTurn.Hangs, stop.Token);
        await Stage.AttemptedAsync();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    /// <summary>An entry of the agent's.</summary>
    protected static Entry Entry(string text) => new()
    {
        Seq = 2,
        Role = EntryRole.Agent,
        Text = text,
        At = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero),
        Class = MessageClass.Reply,
    };

    /// <summary>The messages of a delivery as the outbox keeps them, handed over just now.</summary>
    protected List<OutboundMessage> MessagesOf(OutboundContext context) =>
    [
        .. Stage.Adapter.Render(context).Messages.Select((wire, index) => new OutboundMessage(
            new OutboundId(context.Delivery.Id, index), wire,
            OutboundState.Sending) { HandedAt = context.Delivery.Now }),
    ];

    /// <summary>Whether every surrogate has its other half.</summary>
    protected static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return false;
        }

        return true;
    }

    private IReadOnlyList<string> Render(Entry entry) => Stage.Adapter.Render(Stage.ContextOf(entry)).Messages;

    private async Task<SendOutcome> SendAsync(ProviderTurn turn, CancellationToken cancellationToken = default)
    {
        var context = Stage.ContextOf(Entries["words"]);
        Stage.Script(turn);
        var outcome = await Stage.Adapter.SendAsync(context, MessagesOf(context)[0], cancellationToken);
        foreach (var secret in Stage.Secrets)
            outcome.ToString().ShouldNotContain(secret);
        return outcome;
    }

    private static void ShouldExplain(Refusal why)
    {
        why.Code.ShouldNotBeNullOrWhiteSpace();
        why.Words.Split(' ').Length.ShouldBeGreaterThan(3, "an operator reads words, not codes");
    }

    private static void ShouldHoldInOrder(string seen, string text)
    {
        var words = new Queue<string>(WordsOf(text));
        var all = WordsOf(PartNumber().Replace(seen, " "));
        foreach (var word in all)
        {
            if (words.TryPeek(out var next) && next == word)
                words.Dequeue();
        }

        // A word longer than a message comes in pieces.
        if (words.Count > 0)
            string.Concat(all).ShouldContain(string.Concat(WordsOf(text)));
    }

    private static IEnumerable<string> TextsOf(IReadOnlyList<Part> parts) => parts.SelectMany(part => part switch
    {
        QuickRepliesPart replies => replies.Choices.Select(choice => choice.Title),
        SlotsPart slots => slots.Slots.Select(slot => slot.Title),
        CardPart card => [card.Title, card.Text ?? "",
            .. card.Actions.SelectMany(action => new[] { action.Title, action.Url ?? "" })],
        LinkPart link => [$"{link.Title} {link.Url}"],
        FormPart form => [string.Join(' ', form.Fields.Select(field => field.Label))],
        NovelPart novel => [novel.Heading, novel.Line],
        _ => Array.Empty<string>(),
    });

    // Letters and digits without their marks: é may be one character or two.
    private static List<string> WordsOf(string text)
    {
        var whole = string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar));
        return [.. Word()
            .Matches(Mark().Replace(whole.Normalize(NormalizationForm.FormD), ""))
            .Select(word => word.Value)];
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{M}+", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\(\d+/\d+\)", RegexOptions.NonBacktracking)]
    private static partial Regex PartNumber();

    /// <summary>A part that no adapter knows yet.</summary>
    private sealed record NovelPart(string Heading, string Line, int Count) : Part;
}
