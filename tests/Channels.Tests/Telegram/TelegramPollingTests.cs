using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

public sealed class TelegramPollingTests(RedisFixture redis)
{
    [Fact]
    public async Task Without_a_public_address_the_bot_asks_for_what_there_is_and_confirms_what_it_has()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var chat = TelegramHost.NewChat();
        telegram.Updates.Add("message", TelegramHost.Message(chat, 5, "avant"));
        await using var host = await StartAsync(telegram);
        await host.SentAsync(chat, 1);

        telegram.Updates.Add("message", TelegramHost.Message(chat, 6, "pendant"));

        (await host.SentAsync(chat, 2)).Select(message => message.Text).ShouldBe(["re: avant", "re: pendant"]);
        await TelegramHost.UntilAsync(() => Task.FromResult(telegram.Updates.Waiting == 0));
        host.States.All.Single().Words.ShouldBe("polling");
        telegram.Requests.ShouldNotContain(request => request.Method == "setWebhook");
    }

    [Fact]
    public async Task A_bot_that_is_known_is_ready_before_there_is_anything_to_bring()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        telegram.Next("getUpdates", Enumerable.Repeat(FakeTelegramFault.HangBefore, 10));
        await using var host = await StartAsync(telegram);

        await TelegramHost.UntilAsync(() => Task.FromResult(host.States.All.Any(state => state.IsUp)));

        host.States.All.Single().Words.ShouldBe("polling");
    }

    [Fact]
    public async Task Of_two_nodes_one_asks_and_the_other_takes_over()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var chat = TelegramHost.NewChat();
        var first = await StartAsync(telegram);
        telegram.Updates.Add("message", TelegramHost.Message(chat, 5, "un"));
        await first.SentAsync(chat, 1);
        await using var second = await StartAsync(telegram);
        await TelegramHost.UntilAsync(
            () => Task.FromResult(telegram.Requests.Count(request => request.Method == "getMe") >= 2));
        telegram.Updates.Conflicts.ShouldBe(0);

        await first.DisposeAsync();
        telegram.Updates.Add("message", TelegramHost.Message(chat, 6, "deux"));

        (await second.SentAsync(chat, 2)).Select(message => message.Text).ShouldBe(["re: un", "re: deux"]);
        (await second.EntriesAsync(chat, 4)).Count.ShouldBe(4);
        telegram.Ledger.Doubles.ShouldBe(0);
    }

    [Fact]
    public async Task Changing_over_from_the_webhook_doubles_nothing()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var chat = TelegramHost.NewChat();
        await using (var before = await TelegramHost.StartAsync(
            redis.Server.ConnectionString, telegram, publicUrl: TelegramHost.PublicUrl))
        {
            await before.RegisteredAsync();
            // Taken in, and the answer to Telegram lost: it will come again.
            (await before.PostAsync(telegram.Updates.Add("message", TelegramHost.Message(chat, 5, "un"))))
                .EnsureSuccessStatusCode();
            await before.SentAsync(chat, 1);
        }

        await using var after = await StartAsync(telegram);
        telegram.Updates.Add("message", TelegramHost.Message(chat, 6, "deux"));

        (await after.SentAsync(chat, 2)).Select(message => message.Text).ShouldBe(["re: un", "re: deux"]);
        (await after.EntriesAsync(chat, 4)).Count(entry => entry.Role == EntryRole.Contact).ShouldBe(2);
        telegram.Updates.Url.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_is_away_holds_updates_back_and_loses_none()
    {
        await using var own = await RedisServer.StartAsync();
        await using var telegram = await FakeTelegram.StartAsync();
        var chat = TelegramHost.NewChat();
        await using var host = await TelegramHost.StartAsync(own.ConnectionString, telegram);
        telegram.Updates.Add("message", TelegramHost.Message(chat, 5, "un"));
        await host.SentAsync(chat, 1);
        await own.KillAsync();
        telegram.Updates.Add("message", TelegramHost.Message(chat, 6, "deux"));
        await TelegramHost.UntilAsync(
            () =>
            Task.FromResult(
                host.Logged.Any(line => line.Contains("could not be stored", StringComparison.Ordinal))
                || telegram.Updates.Waiting > 0));

        await own.RunAsync();

        (await host.SentAsync(chat, 2)).Select(message => message.Text).ShouldBe(["re: un", "re: deux"]);
    }

    private Task<TelegramHost> StartAsync(FakeTelegram telegram) =>
        TelegramHost.StartAsync(redis.Server.ConnectionString, telegram);
}
