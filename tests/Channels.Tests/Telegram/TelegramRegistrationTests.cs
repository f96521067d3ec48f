using Gateway.Channels.Telegram;
using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

public sealed class TelegramRegistrationTests(RedisFixture redis)
{
    [Fact]
    public async Task The_webhook_is_registered_when_what_Telegram_knows_differs_and_only_then()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using (var first = await StartAsync(telegram))
            await UntilUpAsync(first);
        await using (var second = await StartAsync(telegram))
            await UntilUpAsync(second);
        Calls(telegram, "setWebhook").ShouldBe(1);
        telegram.Updates.Url.ShouldBe("https://gateway.example.test/webhooks/telegram/test_shop_bot");
        telegram.Updates.Allowed.ShouldBe(["message", "edited_message", "callback_query", "my_chat_member"]);
        telegram.Updates.Secret.ShouldBe(TelegramVerifier.SecretOf(telegram.Token));

        // Someone else's hand.
        telegram.Updates.SetWebhook(telegram.Updates.Url, telegram.Updates.Secret, maxConnections: 1);
        await using var third = await StartAsync(telegram);
        await UntilUpAsync(third);

        Calls(telegram, "setWebhook").ShouldBe(2);
        telegram.Updates.MaxConnections.ShouldBe(40);
    }

    [Fact]
    public async Task A_secret_that_Telegram_no_longer_has_is_given_to_it_again()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        await UntilUpAsync(host);
        telegram.Updates.LastError = "Wrong response from the webhook: 403 Forbidden";
        telegram.Updates.LastErrorAt = DateTimeOffset.UtcNow.AddSeconds(2);

        host.Shops.Become([.. host.Shops.All]);

        await TelegramHost.UntilAsync(() => Task.FromResult(Calls(telegram, "setWebhook") == 2));
    }

    [Fact]
    public async Task A_webhook_that_does_not_get_through_closes_the_channel_in_words()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        await UntilUpAsync(host);
        telegram.Updates.Add("message", TelegramHost.Message(TelegramHost.NewChat(), 5));
        telegram.Updates.LastError = "Connection timed out";
        telegram.Updates.LastErrorAt = DateTimeOffset.UtcNow;

        host.Shops.Become([.. host.Shops.All]);

        await TelegramHost.UntilAsync(() => Task.FromResult(host.States.All.Any(state => !state.IsUp)));
        host.States.All.Single().Words.ShouldContain("Connection timed out");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_Telegram_does_not_accept_closes_that_bot_alone_with_one_line(bool isPublic)
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await TelegramHost.StartAsync(
            redis.Server.ConnectionString, telegram, publicUrl: isPublic ? TelegramHost.PublicUrl : null,
            channel: TelegramHost.ChannelOf(
                telegram) with
            { Settings = new TelegramSettings { Token = "700000098:another-fake-token" } });
        await TelegramHost.UntilAsync(() => Task.FromResult(host.States.All.Count == 1));

        host.States.All.Single().IsUp.ShouldBeFalse();
        host.States.All.Single().Words.ShouldContain("BotFather");
        host.Shops.Become([.. host.Shops.All, TelegramHost.ShopOf("other", TelegramHost.ChannelOf(telegram))]);
        await TelegramHost.UntilAsync(
            () => Task.FromResult(host.States.All.Any(state => state is { Workspace: "other", IsUp: true })));
        host.Logged.Count(line => line.Contains("is closed", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("not-a-token", "test_shop_bot", "token is not one")]
    [InlineData(null, "another_bot", "of the bot test_shop_bot")]
    public async Task A_token_that_cannot_be_or_is_anothers_is_told_apart(string? token, string bot, string words)
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await TelegramHost.StartAsync(
            redis.Server.ConnectionString, telegram, publicUrl: TelegramHost.PublicUrl,
            channel: TelegramHost.ChannelOf(
                telegram) with
            { Line = bot, Settings = new TelegramSettings { Token = token ?? telegram.Token } });

        await TelegramHost.UntilAsync(() => Task.FromResult(host.States.All.Count == 1));

        host.States.All.Single().Words.ShouldContain(words);
        Calls(telegram, "setWebhook").ShouldBe(0);
    }

    [Fact]
    public async Task A_workspace_that_is_gone_is_not_told_of_any_more()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram);
        await UntilUpAsync(host);

        host.Shops.Become(TelegramHost.ShopOf("empty"));

        await TelegramHost.UntilAsync(() => Task.FromResult(host.States.All.Count == 0));
    }

    [Fact]
    public void No_secret_but_the_bots_own_is_taken()
    {
        var secret = TelegramVerifier.SecretOf("700000099:fake-telegram-token-for-tests");
        secret.Length.ShouldBe(43);
        secret.ShouldAllBe(unit => char.IsAsciiLetterOrDigit(unit) || unit == '-' || unit == '_');
        var random = new Random(11);

        TelegramVerifier.Matches(secret, secret).ShouldBeTrue();
        for (var i = 0; i < 2_000; i++)
        {
            var wrong = secret.ToCharArray();
            var at = random.Next(wrong.Length);
            wrong[at] = (char)(wrong[at] + random.Next(1, 90));
            TelegramVerifier.Matches(secret, new string(wrong)).ShouldBeFalse();
        }

        TelegramVerifier.Matches(secret, null).ShouldBeFalse();
        TelegramVerifier.Matches(null, null).ShouldBeFalse();
        TelegramVerifier.Matches(null, "").ShouldBeFalse();
        TelegramVerifier.Matches("", "").ShouldBeFalse();
        TelegramVerifier.SecretOf("700000099:another").ShouldNotBe(secret);
    }

    private static int Calls(FakeTelegram telegram, string method) =>
        telegram.Requests.Count(request => request.Method == method);

    private static Task UntilUpAsync(TelegramHost host) =>
        TelegramHost.UntilAsync(
            () => Task.FromResult(host.States.All is [{ IsUp: true, Words: "webhook", Kind: ChannelKind.Telegram }]));

    private Task<TelegramHost> StartAsync(FakeTelegram telegram) =>
        TelegramHost.StartAsync(redis.Server.ConnectionString, telegram, publicUrl: TelegramHost.PublicUrl);
}
