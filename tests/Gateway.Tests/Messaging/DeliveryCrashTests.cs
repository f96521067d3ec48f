using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Messaging;

/// <summary>
/// kill -9 of a gateway at each step of an answer's way out. Whatever the step, another gateway goes on, and Twilio has the answer once; only where it had taken
/// what no one could see any more could there ever be a second one, and the list it keeps prevents that.
/// </summary>
public sealed class DeliveryCrashTests(DeliveryCrashTests.Exchange exchange) : IClassFixture<DeliveryCrashTests.Exchange>, IAsyncLifetime
{
    private readonly MessagingCluster _cluster = exchange.Cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The next test finds the stores without a gateway.</summary>
    public ValueTask DisposeAsync()
    {
        _cluster.Twilio.Faults.Stop();
        return _cluster.StopGatewaysAsync();
    }

    [Theory]
    [InlineData("accept", ProxyPoint.BeforeRedis)]
    [InlineData("accept", ProxyPoint.BeforeAnswer)]
    [InlineData("commit", ProxyPoint.BeforeRedis)]
    [InlineData("commit", ProxyPoint.BeforeAnswer)]
    [InlineData("outbox_begin", ProxyPoint.BeforeRedis)]
    [InlineData("outbox_begin", ProxyPoint.BeforeAnswer)]
    [InlineData("outbox_end", ProxyPoint.BeforeRedis)]
    [InlineData("outbox_end", ProxyPoint.BeforeAnswer)]
    public async Task Killed_at_a_script(string script, ProxyPoint point)
    {
        var contact = MessagingCluster.NewContact();
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        var killed = proxy.BreakAt(script, point, () => _cluster.KillAsync(doomed));

        var sid = await _cluster.WriteAsync(ChannelKind.Sms, contact, "Bonjour");
        await killed;
        await _cluster.AddGatewayAsync();
        await _cluster.RepeatAsync(ChannelKind.Sms, sid);

        await AnsweredOnceAsync(contact);
    }

    [Theory]
    [InlineData(FakeTwilioFault.HangBefore)]
    [InlineData(FakeTwilioFault.HangAfter)]
    public async Task Killed_while_Twilio_had_the_request(FakeTwilioFault fault)
    {
        var contact = MessagingCluster.NewContact();
        var (doomed, _) = await _cluster.AddGatewayAsync();
        _cluster.Twilio.Faults.Next(fault);

        await _cluster.WriteAsync(ChannelKind.WhatsApp, contact, "Bonjour");
        await _cluster.Twilio.NextAttemptAsync();
        await _cluster.KillAsync(doomed);
        await _cluster.AddGatewayAsync();

        await AnsweredOnceAsync(contact, ChannelKind.WhatsApp);
    }

    private async Task AnsweredOnceAsync(string contact, string channel = ChannelKind.Sms)
    {
        var entries = await _cluster.SettledAsync(channel, contact, answers: 1);

        entries.Count(entry => entry.Role == EntryRole.Contact).ShouldBe(1);
        var answer = entries.Single(entry => entry.Role == EntryRole.Agent);
        answer.Receipt.ShouldBe(ReceiptState.Sent);
        _cluster.SentTo(channel, contact).Count.ShouldBe(1, "the answer was sent once");
        _cluster.Violations.ShouldBeEmpty();
    }

    /// <summary>Redis, PostgreSQL and Twilio for all of these tests.</summary>
    public sealed class Exchange : IAsyncLifetime
    {
        internal MessagingCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await MessagingCluster.StartAsync();

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
