using System.Net;
using System.Text.Json.Nodes;
using Gateway.Channels.Consent;
using Gateway.Channels.Media;
using Gateway.Channels.Telegram;
using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.StandIns.Telegram;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

public sealed class TelegramWebhookTests(RedisFixture redis)
{
    [Fact]
    public async Task A_message_is_answered_where_it_was_written()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5, "bonjour"));

        var sent = await host.SentAsync(chat, 1);
        sent.Single().Text.ShouldBe("re: bonjour");
        telegram.Updates.Waiting.ShouldBe(0);
        var entries = await host.EntriesAsync(chat, 2);
        entries[0].ExternalId.ShouldBe("5");
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_answered_once()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        var chat = TelegramHost.NewChat();
        var update = telegram.Updates.Add("message", TelegramHost.Message(chat, 5, "une fois"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.PostAsync(update)));
        await host.BringAsync("message", TelegramHost.Message(chat, 6, "et encore"));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await host.EntriesAsync(chat, 4)).Count(entry => entry.Role == EntryRole.Contact).ShouldBe(2);
        (await host.SentAsync(chat, 2)).Select(message => message.Text).ShouldBe(["re: une fois", "re: et encore"]);
        telegram.Ledger.Doubles.ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_not_bear_the_bots_secret_is_refused_without_a_word()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        var chat = TelegramHost.NewChat();
        var update = new JsonObject { ["update_id"] = 1, ["message"] = TelegramHost.Message(chat, 5) };
        var secret = telegram.Updates.Secret!;

        foreach (var wrong in (string[])["x", secret[..^1], secret + "a", secret.ToUpperInvariant(), "a" + secret[1..]])
        {
            using var refused = await host.PostAsync(update.DeepClone(), wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await refused.Content.ReadAsStringAsync()).ShouldBeEmpty();
        }

        using var without = await host.Http.PostAsync(
            new Uri("/webhooks/telegram/test_shop_bot", UriKind.Relative), new StringContent("{}"));
        using var unknown = await host.Http.PostAsync(
            new Uri("/webhooks/telegram/some_other_bot", UriKind.Relative), new StringContent("{}"));
        without.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        unknown.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Engine.FindAsync("shop", ChannelKind.Telegram, $"{chat}", telegram.Bot)).ShouldBeNull();
        host.Logged.ShouldContain(
            line => line.Contains("webhook of telegram was refused: secret", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Who_bears_the_secret_gets_in_whatever_others_of_its_network_send()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        var chat = TelegramHost.NewChat();
        var update = new JsonObject { ["update_id"] = 1, ["message"] = TelegramHost.Message(chat, 5, "bonjour") };
        for (var i = 0; i <= WebhookGate.MostRefusals; i++)
        {
            using var refused = await host.PostAsync(update.DeepClone(), "wrong");
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var taken = await host.PostAsync(update, telegram.Updates.Secret!);

        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Logged.Count(line => line.Contains("webhook of telegram was refused", StringComparison.OrdinalIgnoreCase))
            .ShouldBe(1);
        host.Logged.ShouldNotContain(line => line.Contains("one by one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_store_is_away_Telegram_is_asked_to_come_back_and_nothing_is_lost()
    {
        await using var own = await RedisServer.StartAsync();
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await TelegramHost.StartAsync(
            own.ConnectionString, telegram, publicUrl: TelegramHost.PublicUrl);
        await host.RegisteredAsync();
        var chat = TelegramHost.NewChat();
        await own.KillAsync();
        var update = telegram.Updates.Add("message", TelegramHost.Message(chat, 5, "patience"));

        using var away = await host.PostAsync(update);
        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        away.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));

        await own.RunAsync();
        await TelegramHost.UntilAsync(async () => (await host.PostAsync(update)).IsSuccessStatusCode);
        (await host.SentAsync(chat, 1)).Single().Text.ShouldBe("re: patience");
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("{\"update_id\":1", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("[]", HttpStatusCode.OK)]
    [InlineData("null", HttpStatusCode.OK)]
    [InlineData("{\"update_id\":1,\"poll\":{\"id\":\"1\"}}", HttpStatusCode.OK)]
    [InlineData("{\"update_id\":99999999999999}", HttpStatusCode.OK)]
    public async Task What_is_no_json_is_refused_and_what_is_nothing_for_us_is_taken(string body, HttpStatusCode status)
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);

        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/webhooks/telegram/test_shop_bot")
        { Content = new StringContent(body) };
        request.Headers.Add(TelegramVerifier.Header, telegram.Updates.Secret);
        using var answer = await host.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_button_chooses_what_its_entry_offered_and_is_answered_once()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var offer = new Handler((turn, _, _) => Task.FromResult(new TurnResult
        {
            Entries = [new NewEntry(
                EntryRole.Agent,
                "Oui ?") { Parts = turn.Messages[^1].Text == "offre"
                ? [new QuickRepliesPart([new("Oui", "yes:1"), new("Non", "no:1")])]
                : [] }],
        }));
        await using var host = await StartAsync(telegram, offer);
        var chat = TelegramHost.NewChat();
        await host.BringAsync("message", TelegramHost.Message(chat, 5, "offre"));
        var offered = (await host.SentAsync(chat, 1)).Single();
        offered.Buttons.Select(button => button.Text).ShouldBe(["Oui", "Non"]);

        var press = telegram.Updates.Add(
            "callback_query", Press(telegram, offered, $"{chat}", offered.Buttons[1].Data!));
        await Task.WhenAll(host.PostAsync(press), host.PostAsync(press), host.PostAsync(press));

        var chosen = (await host.EntriesAsync(chat, 4)).Last(entry => entry.Role == EntryRole.Contact);
        (chosen.Text, chosen.Content!.Payload, chosen.Content.QuotedId).ShouldBe(("Non", "no:1", $"{offered.Id}"));
        await TelegramHost.UntilAsync(() => Task.FromResult(Answers(telegram).Count > 0));
        Answers(telegram).ShouldBe([$"{chat} "]);
        (await host.EntriesAsync(chat, 4)).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("c:2:9")]
    [InlineData("c:1:0")]
    [InlineData("c:2:0:00000000")]
    [InlineData("c:999999999999999999:0")]
    [InlineData("rm -rf")]
    [InlineData(null)]
    public async Task A_button_that_was_not_offered_is_answered_kindly_and_says_nothing(string? data)
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var offer = new Handler((_, _, _) => Task.FromResult(new TurnResult
        {
            Entries =
                [new NewEntry(EntryRole.Agent, "Oui ?") { Parts = [new QuickRepliesPart([new("Oui", "yes:1")])] }],
        }));
        await using var host = await StartAsync(telegram, offer);
        var chat = TelegramHost.NewChat();
        await host.BringAsync("message", TelegramHost.Message(chat, 5, "offre"));
        var offered = (await host.SentAsync(chat, 1)).Single();

        await host.BringAsync("callback_query", Press(telegram, offered, $"{chat}", data));

        await TelegramHost.UntilAsync(() => Task.FromResult(Answers(telegram).Count > 0));
        Answers(telegram).ShouldBe([$"{chat} Ce choix n'est plus valable."]);
        (await host.EntriesAsync(chat, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_pictures_of_an_album_are_one_turn_and_leave_no_trace_of_where_they_lie()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var count = new Handler((turn, _, _) => Task.FromResult(Handler.Says($"{turn.Messages.Count} photos")));
        await using var host = await TelegramHost.StartAsync(
            redis.Server.ConnectionString, telegram, count, TelegramHost.PublicUrl,
            TelegramHost.ChannelOf(telegram) with { DebounceMs = 500 });
        await host.RegisteredAsync();
        var chat = TelegramHost.NewChat();
        telegram.Files["photo-1"] = [1, 2, 3];
        for (var i = 1; i <= 3; i++)
        {
            var part = TelegramHost.Message(chat, i, text: null);
            part["media_group_id"] = "g";
            part["photo"] = new JsonArray(
                new JsonObject { ["file_id"] = $"photo-{i}", ["file_unique_id"] = "u", ["width"] = 9, ["height"] = 9 });
            await host.BringAsync("message", part);
        }

        (await host.SentAsync(chat, 1)).Single().Text.ShouldBe("3 photos");
        var attachment = (await host.EntriesAsync(chat, 4))[0].Content!.Attachments!.Single();
        attachment.Url.ShouldStartWith("/media/");
        MediaId.TryFind(attachment, out var id).ShouldBeTrue();
        var source = (await host.Get<MediaSources>().FindAsync("shop", id)).ShouldNotBeNull();
        var provider = host.Get<IEnumerable<IMediaProvider>>().Single(one => one.Serves(ChannelKind.Telegram));
        var found = await provider.LocateAsync(source, TelegramHost.ChannelOf(telegram), CancellationToken.None);
        (await host.Http.GetByteArrayAsync(found.Request!.Address)).ShouldBe(telegram.Files["photo-1"]);
        (await provider.LocateAsync(
            source with { Location = "photo-9" }, TelegramHost.ChannelOf(telegram),
            CancellationToken.None)).State.ShouldBe(MediaLocationState.Gone);
    }

    [Fact]
    public async Task Who_blocks_the_bot_has_opted_out_until_they_let_it_in_again_whether_or_not_the_records_are_there()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        var chat = TelegramHost.NewChat();

        host.Recorded.IsDown = true;
        await host.BringAsync("my_chat_member", Membership(chat, "member", "kicked"));
        telegram.Updates.Waiting.ShouldBe(0, "the way is closed: it need not come again");
        (await host.OptOuts.HasAsync("shop", ChannelKind.Telegram, telegram.Bot, $"{chat}")).ShouldBeTrue();
        host.Recorded.IsDown = false;
        await host.Get<ProviderOptOuts>().SettleAsync(TestContext.Current.CancellationToken);

        host.Recorded.Events.Single().Keyword.ShouldBe(ConsentKeyword.Stop);
        (await host.OptOuts.HasAsync("shop", ChannelKind.Telegram, telegram.Bot, $"{chat}")).ShouldBeTrue();
        await host.BringAsync("my_chat_member", Membership(chat, "kicked", "member"));
        host.Recorded.Events.Last().Keyword.ShouldBe(ConsentKeyword.Start);
        (await host.OptOuts.HasAsync("shop", ChannelKind.Telegram, telegram.Bot, $"{chat}")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_goes_on_in_the_same_conversation()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        var before = -TelegramHost.NewChat();
        var after = -1_000_000_000_000 + before;
        await host.BringAsync("message", ToBot(before, "group", 5, "un"));
        await host.SentAsync(before, 1);
        var moved = TelegramHost.Message(before, 6, text: null);
        moved["chat"]!["type"] = "group";
        moved["migrate_to_chat_id"] = after;
        await host.BringAsync("message", moved);

        await host.BringAsync("message", ToBot(after, "supergroup", 7, "deux"));

        (await host.SentAsync(after, 1)).Single().Text.ShouldBe("re: deux");
        (await host.EntriesAsync(before, 4)).Count.ShouldBe(4);
    }

    private static JsonObject ToBot(long chat, string type, int id, string text)
    {
        var message = TelegramHost.Message(chat, id, "@test_shop_bot " + text);
        message["chat"]!["type"] = type;
        message["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["offset"] = 0, ["length"] = 14 });
        return message;
    }

    private static JsonObject Press(FakeTelegram telegram, BotMessage below, string id, string? data) =>
        new BotPerson(below.Chat, "Zoé", "fr").Press(id, telegram.Describe(below), data);

    private static JsonObject Membership(long chat, string from, string to)
    {
        JsonObject Member(string status) => new()
        {
            ["status"] = status,
            ["user"] = new JsonObject { ["id"] = 700_000_099, ["is_bot"] = true, ["first_name"] = "b" },
            ["until_date"] = 0,
        };
        return new()
        {
            ["chat"] = new JsonObject { ["id"] = chat, ["type"] = "private" },
            ["from"] = new JsonObject { ["id"] = chat, ["is_bot"] = false, ["first_name"] = "Zoé" },
            ["date"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["old_chat_member"] = Member(from),
            ["new_chat_member"] = Member(to),
        };
    }

    private static List<string?> Answers(FakeTelegram telegram) =>
        [.. telegram.Ledger.Calls.Where(call => call.Method == "answerCallbackQuery").Select(call => call.Text)];

    private async Task<TelegramHost> StartAsync(FakeTelegram telegram, ITurnHandler? handler = null)
    {
        var host = await TelegramHost.StartAsync(
            redis.Server.ConnectionString, telegram, handler, TelegramHost.PublicUrl);
        await host.RegisteredAsync();
        return host;
    }
}
