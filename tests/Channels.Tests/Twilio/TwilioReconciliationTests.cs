using System.Threading.Channels;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.StandIns.Twilio;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

public sealed class TwilioReconciliationTests(RedisFixture redis)
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_no_webhook_brought_is_found_once_and_in_order()
    {
        await using var twilio = await StartTwilioAsync();
        await using var host = await StartAsync(twilio, out var line);
        await host.ReadListAsync();
        var from = TwilioHost.NewNumber();
        var brought = Receive(twilio, from, line, "first");
        Receive(twilio, from, line, "second");
        Receive(twilio, from, line, "third");
        await twilio.Webhooks.SendAsync(brought, TwilioHost.Messages);

        _clock.Advance(TimeSpan.FromMinutes(2));
        await host.ReadListAsync();
        await host.ReadListAsync();

        var written = await host.WrittenAsync(ChannelKind.Sms, from, line: line);
        written.Select(entry => entry.Text).ShouldBe(["first", "second", "third"]);
        host.Count("gateway.twilio.reconciled sms").ShouldBe(2);
        // A webhook that comes after all finds it there.
        await twilio.Webhooks.SendShuffledAsync(twilio.Messages.Received, TwilioHost.Messages, 3);
        (await host.WrittenAsync(ChannelKind.Sms, from, line: line)).Count.ShouldBe(3);
        twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_outage_over_midnight_loses_nothing()
    {
        await using var twilio = await StartTwilioAsync();
        var from = TwilioHost.NewNumber();
        string line;
        await using (var before = await StartAsync(twilio, out line))
        {
            await before.ReadListAsync();
            _clock.Advance(TimeSpan.FromHours(1));
            await before.ReadListAsync();
        }

        foreach (var hour in Enumerable.Range(0, 30))
        {
            _clock.Advance(TimeSpan.FromHours(1));
            Receive(twilio, from, line, $"{hour}");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        await using var after = await StartAsync(twilio, line);
        await after.ReadListAsync();

        (await after.WrittenAsync(ChannelKind.Sms, from, line: line))
            .Select(entry => entry.Text)
            .ShouldBe(Enumerable.Range(0, 30).Select(hour => $"{hour}"));
        var session = await after.SessionAsync(ChannelKind.Sms, from, line: line);
        session.LastInboundAt.ShouldBe(_clock.GetUtcNow() - TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task A_first_start_does_not_answer_what_is_old()
    {
        await using var twilio = await StartTwilioAsync();
        await using var host = await StartAsync(twilio, out var line);
        var from = TwilioHost.NewNumber();
        Receive(twilio, from, line, "old");
        _clock.Advance(TimeSpan.FromMinutes(2));

        await host.ReadListAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        await host.ReadListAsync();

        (await host.Engine.FindAsync("one", ChannelKind.Sms, from, line)).ShouldBeNull();
    }

    [Fact]
    public async Task A_webhook_is_given_the_time_to_come()
    {
        await using var twilio = await StartTwilioAsync();
        await using var host = await StartAsync(twilio, out var line);
        await host.ReadListAsync();
        var from = TwilioHost.NewNumber();
        Receive(twilio, from, line, "hello");

        _clock.Advance(TimeSpan.FromSeconds(20));
        await host.ReadListAsync();
        (await host.Engine.FindAsync("one", ChannelKind.Sms, from, line)).ShouldBeNull();

        _clock.Advance(TimeSpan.FromSeconds(20));
        await host.ReadListAsync();
        (await host.WrittenAsync(ChannelKind.Sms, from, line: line)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whatsapp_is_read_with_its_files_and_ends_where_the_webhook_would_have_put_it()
    {
        await using var twilio = await StartTwilioAsync();
        await using var host = await StartAsync(twilio, out var line);
        await host.ReadListAsync();
        var (phone, id) = (TwilioHost.NewNumber(), $"FR.{Guid.NewGuid():n}");
        var first = twilio.Webhooks.Receive(new FakeTwilioInbound($"whatsapp:{phone}", $"whatsapp:{line}", "hello")
        {
            Fields = new Dictionary<string, string> { ["ExternalUserId"] = $"whatsapp:{id}" },
        });
        await twilio.Webhooks.SendAsync(first, TwilioHost.Messages);
        twilio.Webhooks.Receive(
            new FakeTwilioInbound($"whatsapp:{id}", $"whatsapp:{line}", "") { Media = [("image/png", [1, 2, 3])] });

        _clock.Advance(TimeSpan.FromMinutes(1));
        await host.ReadListAsync();

        var written = await host.WrittenAsync(ChannelKind.WhatsApp, phone, line: line);
        written.Count.ShouldBe(2);
        written[1].Content!.Attachments.ShouldHaveSingleItem().ContentType.ShouldBe("image/png");
        written[1].Content!.Attachments![0].Url.ShouldStartWith("/media/");
        (await host.SessionAsync(ChannelKind.WhatsApp, phone, line: line)).ReplyTo.ShouldBe(id);
    }

    [Fact]
    public async Task Wrong_credentials_close_the_channel_with_one_line_until_they_are_right()
    {
        await using var twilio = await StartTwilioAsync();
        await using var host = await StartAsync(
            twilio, out var line, ("Twilio:ApiKeySid", "SK00000000000000000000000000000000"),
            ("Twilio:ApiKeySecret", "wrong"));

        await host.ReadListAsync();
        await host.ReadListAsync();

        var state = host.Get<ChannelStates>().All.First(state => state.Line == line);
        state.IsUp.ShouldBeFalse();
        state.Words.ShouldBe(TwilioErrors.Of("20003").Words);
        host.Logs.Of("TwilioReconciliation").Count.ShouldBe(2, "one for each channel of the number");
        host.Count("gateway.twilio.reconciliations.failed 20003").ShouldBe(4);
    }

    [Fact]
    public async Task Twilio_away_for_a_while_changes_nothing_but_the_time()
    {
        await using var twilio = await StartTwilioAsync();
        await using var host = await StartAsync(twilio, out var line);
        await host.ReadListAsync();
        var from = TwilioHost.NewNumber();
        Receive(twilio, from, line, "hello");
        _clock.Advance(TimeSpan.FromHours(3));
        await twilio.GoDownAsync();
        await host.ReadListAsync();
        host.Get<ChannelStates>().All.ShouldAllBe(state => state.Line != line || state.IsUp);

        await twilio.ComeBackAsync();
        await host.ReadListAsync();

        (await host.WrittenAsync(ChannelKind.Sms, from, line: line)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_several_nodes_one_reads_in_each_round()
    {
        await using var twilio = await StartTwilioAsync();
        await using var one = await StartAsync(twilio, out var line);
        await using var two = await StartAsync(twilio, line);
        TwilioReconciliation[] rounds = [Rounds(one), Rounds(two)];

        await Task.WhenAll(rounds.Select(round => round.ReadAllAsync(CancellationToken.None)));
        Lists(twilio).ShouldBe(2, "one for each channel of the number");
        await Task.WhenAll(rounds.Select(round => round.ReadAllAsync(CancellationToken.None)));
        Lists(twilio).ShouldBe(2);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(rounds.Select(round => round.ReadAllAsync(CancellationToken.None)));
        Lists(twilio).ShouldBe(4);

        static TwilioReconciliation Rounds(TwilioHost host) =>
            ActivatorUtilities.CreateInstance<TwilioReconciliation>(
                host.Get<IServiceProvider>(), Options.Create(new TwilioOptions { ReconcileSeconds = 60 }));
    }

    [Fact]
    public async Task The_list_is_read_at_start_and_every_minute()
    {
        await using var twilio = await StartTwilioAsync();
        string line;
        await using (var before = await StartAsync(twilio, out line))
            await before.ReadListAsync();
        var answered = Channel.CreateUnbounded<string>();
        var handler = new Handler((turn, _, _) =>
        {
            answered.Writer.TryWrite(turn.Messages[0].Text);
            return Task.FromResult(Handler.Says("ok"));
        });
        Receive(twilio, TwilioHost.NewNumber(), line, "while nobody was there");
        _clock.Advance(TimeSpan.FromMinutes(1));

        await using var host = await StartAsync(twilio, line, handler, ("Twilio:ReconcileSeconds", "60"));
        (await answered.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)))
            .ShouldBe("while nobody was there");

        Receive(twilio, TwilioHost.NewNumber(), line, "a webhook that was lost");
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await answered.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)))
            .ShouldBe("a webhook that was lost");
    }

    private static int Lists(FakeTwilio twilio) =>
        twilio.Requests.Count(request => request.Path.EndsWith("/Messages.json", StringComparison.Ordinal));

    private Task<FakeTwilio> StartTwilioAsync() => FakeTwilio.StartAsync(_clock);

    private KeptMessage Receive(FakeTwilio twilio, string from, string to, string text)
    {
        var received = twilio.Webhooks.Receive(new FakeTwilioInbound(from, to, text));
        _clock.Advance(TimeSpan.FromSeconds(1));
        return received;
    }

    private Task<TwilioHost> StartAsync(FakeTwilio twilio, out string line, params (string, string)[] settings) =>
        StartAsync(twilio, line = NewLine(), null, settings);

    private async Task<TwilioHost> StartAsync(
        FakeTwilio twilio, string line, ITurnHandler? handler = null, params (string, string)[] settings)
    {
        var host = await TwilioHost.StartAsync(
            redis.Server.ConnectionString, handler, twilio, clock: _clock, workspaces: new FixedWorkspaces(new Workspace
            {
                Id = "one",
                Name = "one",
                Solution = "shop",
                Channels = [new WorkspaceChannel { Kind = ChannelKind.Sms, Line = line },
                new WorkspaceChannel { Kind = ChannelKind.WhatsApp, Line = line }],
            }), settings: settings);
        twilio.Webhooks.Route(new Uri(TwilioHost.PublicUrl), host.Address);
        return host;
    }

    // A line of its own for each test: how far it was read is kept.
    private static string NewLine() => $"+337{Random.Shared.Next(100_000_000):00000000}";
}
