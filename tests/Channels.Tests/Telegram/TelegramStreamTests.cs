using Gateway.Channels.Telegram;
using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.StandIns.Telegram;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

public sealed class TelegramStreamTests(RedisFixture redis)
{
    [Fact]
    public async Task An_answer_that_takes_its_time_grows_in_one_message()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var slow = new Handler(async (turn, reply, _) =>
        {
            reply.Write("Voici **le début** de la réponse");
            await UntilAsync(
                telegram, Chat(turn), message => message.Text.StartsWith("Voici le début", StringComparison.Ordinal));
            reply.Write(", et sa suite");
            await UntilAsync(
                telegram, Chat(turn), message => message.Text.Contains("et sa suite", StringComparison.Ordinal));
            return Handler.Says("Voici **le début** de la réponse, et sa suite, et sa fin.") with { };
        });
        await using var host = await StartAsync(telegram, slow);
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5));

        await TelegramHost.UntilAsync(
            () =>
            Task.FromResult(
                telegram.Ledger.Messages.Any(
                message => message.Text.EndsWith("et sa fin.", StringComparison.Ordinal))));
        var only = telegram.Ledger.Messages.ShouldHaveSingleItem();
        only.Text.ShouldBe("Voici le début de la réponse, et sa suite, et sa fin.");
        only.Edits.ShouldBeGreaterThanOrEqualTo(2);
        telegram.Ledger.Calls.ShouldContain(call => call.Method == "sendChatAction" && call.Text == "typing");
        telegram.Floods.ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_that_is_there_at_once_is_sent_whole()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        await using var host = await StartAsync(telegram, Handler.Echo);
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5, "vite et bien et beaucoup"));

        (await host.SentAsync(chat, 1)).ShouldHaveSingleItem().Edits.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_waits_as_long_as_Telegram_has_asked_its_beginning_to(bool nativeDrafts)
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var method = nativeDrafts ? "sendMessageDraft" : "sendMessage";
        telegram.Faults.RetryAfterSeconds = 2;
        telegram.Faults.Next(method, FakeTelegramFault.TooMany);
        var slow = new Handler(async (_, reply, _) =>
        {
            reply.Write("Le début de la réponse");
            await telegram.NextAttemptAsync(method);
            return Handler.Says("La réponse.");
        });
        await using var host = await StartAsync(
            telegram, slow,
            TelegramHost.ChannelOf(telegram) with
            {
                Settings = new TelegramSettings { Token = telegram.Token, NativeDrafts = nativeDrafts },
            });
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5));

        (await host.SentAsync(chat, 1)).ShouldHaveSingleItem().Text.ShouldBe("La réponse.");
        telegram.TooSoon.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_turn_says_besides_its_answer_is_a_message_of_its_own()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var two = new Handler(async (turn, reply, _) =>
        {
            reply.Write("Le début de la réponse");
            await UntilAsync(telegram, Chat(turn), _ => true);
            return new TurnResult
            {
                Entries = [new NewEntry(EntryRole.Agent, "La réponse entière."),
                new NewEntry(EntryRole.Agent, "Et autre chose.")]
            };
        });
        await using var host = await StartAsync(telegram, two);
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5));

        await host.SentAsync(chat, 2);
        await TelegramHost.UntilAsync(() => Task.FromResult(telegram.Ledger.Messages[0].Text == "La réponse entière."));
        telegram.Ledger.Messages.Select(message => message.Text).ShouldBe(["La réponse entière.", "Et autre chose."]);
    }

    [Fact]
    public async Task A_turn_that_is_run_again_goes_on_in_the_message_it_had_begun()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var broken = new Handler(async (turn, reply, _) =>
        {
            reply.Write("Le début de la réponse");
            await UntilAsync(telegram, Chat(turn), _ => true);
            if (turn.Attempt == 1)
                throw new InvalidOperationException("The model has gone.");
            reply.Write(", deuxième essai");
            await UntilAsync(telegram, Chat(turn), message => message.Text.Contains("essai", StringComparison.Ordinal));
            return Handler.Says("Le début de la réponse, deuxième essai, fini.");
        });
        await using var host = await StartAsync(telegram, broken);
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5));

        await TelegramHost.UntilAsync(
            () =>
            Task.FromResult(
                telegram.Ledger.Messages.Any(message => message.Text.EndsWith("fini.", StringComparison.Ordinal))));
        telegram.Ledger.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Native_drafts_leave_no_message_behind()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var slow = new Handler(async (_, reply, _) =>
        {
            reply.Write("Le début de la réponse");
            await TelegramHost.UntilAsync(
                () => Task.FromResult(telegram.Ledger.Calls.Any(call => call.Method == "sendMessageDraft")));
            return Handler.Says("La réponse.");
        });
        await using var host = await StartAsync(
            telegram, slow,
            TelegramHost.ChannelOf(
            telegram) with
            { Settings = new TelegramSettings { Token = telegram.Token, NativeDrafts = true } });
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5));

        (await host.SentAsync(chat, 1)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            message => message.Text.ShouldBe("La réponse."), message => message.Edits.ShouldBe(0));
    }

    [Fact]
    public async Task Who_says_stop_meanwhile_is_shown_no_beginning()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        TelegramHost? stops = null;
        var slow = new Handler(async (turn, reply, _) =>
        {
            if (turn.Messages[^1].Text == "STOP")
                return Handler.Says("Bien noté.");
            await stops!.BringAsync("message", TelegramHost.Message(Chat(turn), 6, "STOP"));
            reply.Write("Le début de la réponse");
            // The second sign of typing comes long after the first words would have.
            await TelegramHost.UntilAsync(
                () => Task.FromResult(telegram.Ledger.Calls.Count(call => call.Method == "sendChatAction") > 1));
            return Handler.Says("La réponse.");
        });
        await using var host = await StartAsync(telegram, slow);
        stops = host;
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5));

        (await host.SentAsync(chat, 1)).ShouldHaveSingleItem().Text.ShouldBe("Bien noté.");
    }

    [Fact]
    public async Task A_beginning_whose_answer_was_lost_costs_no_answer()
    {
        await using var telegram = await FakeTelegram.StartAsync();
        var slow = new Handler(async (turn, reply, _) =>
        {
            reply.Write("Le début de la réponse");
            await UntilAsync(telegram, Chat(turn), _ => true);
            return Handler.Says("La réponse.");
        });
        await using var host = await StartAsync(telegram, slow);
        telegram.Next("sendMessage", FakeTelegramFault.CloseAfter);
        var chat = TelegramHost.NewChat();

        await host.BringAsync("message", TelegramHost.Message(chat, 5));

        (await host.SentAsync(chat, 2))[1].Text.ShouldBe("La réponse.");
    }

    private static long Chat(Turn turn) => long.Parse(turn.Session.Address);

    private static Task UntilAsync(FakeTelegram telegram, long chat, Func<BotMessage, bool> isSo) =>
        TelegramHost.UntilAsync(
            () => Task.FromResult(telegram.Ledger.Messages.Any(message => message.Chat == chat && isSo(message))));

    private async Task<TelegramHost> StartAsync(
        FakeTelegram telegram, ITurnHandler handler, Gateway.Sessions.Workspaces.WorkspaceChannel? channel = null)
    {
        var host = await TelegramHost.StartAsync(
            redis.Server.ConnectionString, telegram, handler, TelegramHost.PublicUrl, channel);
        await host.RegisteredAsync();
        return host;
    }
}
