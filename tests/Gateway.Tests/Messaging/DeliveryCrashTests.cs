using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Messaging;

/// <summary>
/// kill -9 of a gateway at each step of an answer's way out. Whatever the step, another gateway goes on, and Twilio has
/// the answer once; only where it had taken what no one could see any more could there ever be a second one, and the
/// list it keeps prevents that. Telegram keeps no list: there such an answer is left to an operator, and the
/// conversation goes on.
/// </summary>
public sealed class DeliveryCrashTests(DeliveryCrashTests.Exchange exchange)
    : IClassFixture<DeliveryCrashTests.Exchange>, IAsyncLifetime
{
    private readonly MessagingCluster _cluster = exchange.Cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The next test begins with the gateway that went on in this one.</summary>
    public ValueTask DisposeAsync()
    {
        _cluster.Twilio.Faults.Stop();
        _cluster.Telegram.Faults.Stop();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(ChannelKind.Sms, "accept", ProxyPoint.BeforeRedis)]
    [InlineData(ChannelKind.Sms, "accept", ProxyPoint.BeforeAnswer)]
    [InlineData(ChannelKind.Sms, "commit", ProxyPoint.BeforeRedis)]
    [InlineData(ChannelKind.Sms, "commit", ProxyPoint.BeforeAnswer)]
    [InlineData(ChannelKind.Sms, "outbox_begin", ProxyPoint.BeforeRedis)]
    [InlineData(ChannelKind.Sms, "outbox_begin", ProxyPoint.BeforeAnswer)]
    [InlineData(ChannelKind.Sms, "outbox_end", ProxyPoint.BeforeRedis)]
    [InlineData(ChannelKind.Sms, "outbox_end", ProxyPoint.BeforeAnswer)]
    [InlineData(ChannelKind.Telegram, "accept", ProxyPoint.BeforeRedis)]
    [InlineData(ChannelKind.Telegram, "accept", ProxyPoint.BeforeAnswer)]
    [InlineData(ChannelKind.Telegram, "commit", ProxyPoint.BeforeRedis)]
    [InlineData(ChannelKind.Telegram, "commit", ProxyPoint.BeforeAnswer)]
    [InlineData(ChannelKind.Telegram, "outbox_begin", ProxyPoint.BeforeRedis)]
    [InlineData(ChannelKind.Telegram, "outbox_end", ProxyPoint.BeforeAnswer)]
    public async Task Killed_at_a_script(string channel, string script, ProxyPoint point)
    {
        var contact = MessagingCluster.NewContact();

        await WriteAndKillAtAsync(channel, contact, script, point);

        await AnsweredOnceAsync(channel, contact);
    }

    [Theory]
    [InlineData("outbox_begin", ProxyPoint.BeforeAnswer, 0)]
    [InlineData("outbox_end", ProxyPoint.BeforeRedis, 1)]
    public async Task Killed_where_no_one_can_say_any_more_whether_Telegram_has_it(
        string script, ProxyPoint point, int taken)
    {
        var contact = MessagingCluster.NewContact();

        await WriteAndKillAtAsync(ChannelKind.Telegram, contact, script, point);

        await LeftOpenAsync(contact, taken);
    }

    [Theory]
    [InlineData(FakeTwilioFault.HangBefore)]
    [InlineData(FakeTwilioFault.HangAfter)]
    public async Task Killed_while_Twilio_had_the_request(FakeTwilioFault fault)
    {
        var contact = MessagingCluster.NewContact();
        var (doomed, _) = await _cluster.OneGatewayAsync();
        _cluster.Twilio.Faults.Next(fault);

        await _cluster.WriteAsync(ChannelKind.WhatsApp, contact, "Bonjour");
        await _cluster.Twilio.NextAttemptAsync();
        await _cluster.KillAsync(doomed);
        await _cluster.AddGatewayAsync();

        await AnsweredOnceAsync(ChannelKind.WhatsApp, contact);
    }

    [Theory]
    [InlineData(FakeTelegramFault.HangBefore, 0)]
    [InlineData(FakeTelegramFault.HangAfter, 1)]
    public async Task Killed_while_Telegram_had_the_request(FakeTelegramFault fault, int taken)
    {
        var contact = MessagingCluster.NewContact();
        var (doomed, _) = await _cluster.OneGatewayAsync();
        _cluster.Telegram.Next("sendMessage", fault);

        await _cluster.WriteAsync(ChannelKind.Telegram, contact, "Bonjour");
        await _cluster.Telegram.NextAttemptAsync("sendMessage");
        await _cluster.KillAsync(doomed);
        await _cluster.AddGatewayAsync();

        await LeftOpenAsync(contact, taken);
    }

    private async Task WriteAndKillAtAsync(string channel, string contact, string script, ProxyPoint point)
    {
        var (doomed, proxy) = await _cluster.OneGatewayAsync();
        var killed = proxy.BreakAt(script, point, () => _cluster.KillAsync(doomed));

        var id = await _cluster.WriteAsync(channel, contact, "Bonjour");
        await killed;
        await _cluster.AddGatewayAsync();
        await _cluster.RepeatAsync(channel, id);
    }

    private async Task AnsweredOnceAsync(string channel, string contact)
    {
        var entries = await _cluster.SettledAsync(channel, contact, answers: 1);

        entries.Count(entry => entry.Role == EntryRole.Contact).ShouldBe(1);
        var answer = entries.Single(entry => entry.Role == EntryRole.Agent);
        answer.Receipt.ShouldBe(ReceiptState.Sent);
        _cluster.SentTo(channel, contact).Count.ShouldBe(1, "the answer was sent once");
        _cluster.Violations.ShouldBeEmpty();
    }

    /// <summary>
    /// Nothing was sent a second time, the next answer goes out, and an operator can have the open one sent again.
    /// </summary>
    private async Task LeftOpenAsync(string contact, int taken)
    {
        await _cluster.SettledAsync(ChannelKind.Telegram, contact, answers: 1);
        await _cluster.WriteAsync(ChannelKind.Telegram, contact, "Vous avez une bouilloire ?");
        var entries = await _cluster.SettledAsync(ChannelKind.Telegram, contact, answers: 2);

        entries.Where(entry => entry.Role == EntryRole.Agent)
            .Select(entry => entry.Receipt)
            .ShouldBe([ReceiptState.Unknown, ReceiptState.Sent]);
        var open = entries.First(entry => entry.Role == EntryRole.Agent);
        SentAs(open).ShouldBe(taken);

        await using var reader = await _cluster.Stores.ReaderAsync();
        var outbox = reader.GetRequiredService<Outbox>();
        var id = new DeliveryId(await _cluster.SessionAsync(ChannelKind.Telegram, contact), open.Seq);
        (await outbox.ListParkedAsync()).Single(parked => parked.Id == id).Code.ShouldBe("unknown");
        (await outbox.RetryAsync(id)).ShouldBeTrue();
        entries = await _cluster.SettledAsync(ChannelKind.Telegram, contact, answers: 2);
        entries.ShouldAllBe(entry => entry.Role == EntryRole.Contact || entry.Receipt == ReceiptState.Sent);
        SentAs(open).ShouldBe(taken + 1);
        _cluster.Violations.ShouldBeEmpty();

        int SentAs(Entry entry) =>
            _cluster.SentTo(ChannelKind.Telegram, contact).Count(message => message.Text == entry.Text);
    }

    /// <summary>Redis, PostgreSQL and the providers for all of these tests.</summary>
    public sealed class Exchange : IAsyncLifetime
    {
        internal MessagingCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await MessagingCluster.StartAsync();

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
