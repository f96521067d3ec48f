using System.Globalization;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Messaging;

/// <summary>What is not there for a while: Twilio, Telegram, Redis, the gateway itself.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData(ChannelKind.WhatsApp)]
    [InlineData(ChannelKind.Telegram)]
    public Task Answers_wait_for_the_provider_and_go_out_in_order_once_it_is_back(string channel) =>
        ProviderIsDownAsync(channel, atLeast: TimeSpan.Zero);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(ChannelKind.WhatsApp)]
    [InlineData(ChannelKind.Telegram)]
    public Task Answers_wait_for_ten_minutes_too(string channel) =>
        ProviderIsDownAsync(channel, TimeSpan.FromMinutes(10));

    [Fact]
    public async Task Telegram_is_not_asked_again_before_the_time_it_has_named()
    {
        await using var cluster = await MessagingCluster.StartAsync();
        await cluster.AddGatewayAsync();
        var (waiting, other) = (MessagingCluster.NewContact(), MessagingCluster.NewContact());
        cluster.Telegram.Faults.RetryAfterSeconds = 3;
        cluster.Telegram.Next("sendMessage", FakeTelegramFault.TooMany);

        await cluster.WriteAsync(ChannelKind.Telegram, waiting, "Bonjour");
        await cluster.Telegram.NextAttemptAsync("sendMessage");
        await cluster.WriteAsync(ChannelKind.Telegram, other, "Bonjour");
        await cluster.SentToAsync(ChannelKind.Telegram, other, 1);
        await cluster.SettledAsync(ChannelKind.Telegram, waiting, answers: 1);

        var (first, second) = (cluster.SentTo(ChannelKind.Telegram, other)[0],
            cluster.SentTo(ChannelKind.Telegram, waiting).ShouldHaveSingleItem());
        second.At.ShouldBeGreaterThan(first.At, "the pause of one chat is no other's");
        cluster.Telegram.TooSoon.ShouldBe(0);
        cluster.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ChannelKind.Sms)]
    [InlineData(ChannelKind.Telegram)]
    public async Task Redis_restarted_while_answers_go_out_loses_and_doubles_none(string kind)
    {
        await using var cluster = await MessagingCluster.StartAsync();
        await cluster.AddGatewayAsync();
        List<(string Channel, string Contact)> people =
            [.. Enumerable.Range(0, 12).Select(_ => (kind, MessagingCluster.NewContact()))];
        var writing = Task.WhenAll(people.Select(async person =>
        {
            for (var said = 1; said <= 4; said++)
            {
                var sid = await cluster.WriteAsync(
                    person.Channel, person.Contact, string.Create(CultureInfo.InvariantCulture, $"Bonjour {said}"));
                await cluster.KeptAsync(person.Channel, sid);
            }
        }));
        await cluster.SentToAsync(kind, people[0].Contact, 1);

        await cluster.Stores.Redis.KillAsync();
        await cluster.Stores.Redis.RunAsync();
        await writing;
        foreach (var (channel, contact) in people)
            await cluster.SettledAsync(channel, contact, answers: 1);
        var counted = await Invariants.CountAsync(cluster, people, new Dictionary<string, DateTimeOffset>());

        counted.Broken.ShouldBe(0, counted.ToString());
        counted.SentTwice.ShouldBe(0, counted.ToString());
        counted.Received.ShouldBe(48);
    }

    [Fact]
    public async Task What_came_while_no_gateway_ran_is_fetched_at_the_next_start()
    {
        await using var cluster = await MessagingCluster.StartAsync();
        var contact = MessagingCluster.NewContact();
        var (gateway, _) = await cluster.AddGatewayAsync(("Twilio:ReconcileSeconds", "1"));
        await cluster.WriteAsync(ChannelKind.Sms, contact, "Bonjour");
        await cluster.SentToAsync(ChannelKind.Sms, contact, 1);
        await cluster.KillAsync(gateway);

        await cluster.WriteAsync(ChannelKind.Sms, contact, "Vous avez une bouilloire ?");
        await cluster.AddGatewayAsync(("Twilio:ReconcileSeconds", "1"));
        await cluster.SentToAsync(ChannelKind.Sms, contact, 2);
        var entries = await cluster.SettledAsync(ChannelKind.Sms, contact, answers: 2);

        entries.Where(entry => entry.Role == EntryRole.Contact)
            .Select(entry => entry.Text)
            .ShouldBe(["Bonjour", "Vous avez une bouilloire ?"]);
        cluster.Twilio.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://gw.example.test")]
    [InlineData("")]
    public async Task Telegram_brings_what_came_while_no_gateway_ran(string publicUrl)
    {
        await using var cluster = await MessagingCluster.StartAsync();
        var contact = MessagingCluster.NewContact();
        (string, string)[] settings =
            [("Gateway:PublicUrl", publicUrl), ("Telegram:PollSeconds", "1"), ("Telegram:TimeoutSeconds", "2")];
        var (gateway, _) = await cluster.AddGatewayAsync(settings);
        await cluster.WriteAsync(ChannelKind.Telegram, contact, "Bonjour");
        await cluster.SettledAsync(ChannelKind.Telegram, contact, answers: 1);
        await cluster.KillAsync(gateway);

        var id = await cluster.WriteAsync(ChannelKind.Telegram, contact, "Vous avez une bouilloire ?");
        await cluster.AddGatewayAsync(settings);
        await cluster.KeptAsync(ChannelKind.Telegram, id);
        await cluster.SettledAsync(ChannelKind.Telegram, contact, answers: 2);
        var counted = await Invariants.CountAsync(
            cluster, [(ChannelKind.Telegram, contact)], new Dictionary<string, DateTimeOffset>());

        counted.Broken.ShouldBe(0, counted.ToString());
        counted.SentTwice.ShouldBe(0);
        counted.Received.ShouldBe(2);
        (cluster.Telegram.Updates.Url.Length > 0)
            .ShouldBe(publicUrl.Length > 0, "without an address it is asked for them");
        cluster.Violations.ShouldBeEmpty();
    }

    private static async Task ProviderIsDownAsync(string channel, TimeSpan atLeast)
    {
        await using var cluster = await MessagingCluster.StartAsync();
        await cluster.AddGatewayAsync();
        var contact = MessagingCluster.NewContact();
        await cluster.WriteAsync(channel, contact, "Bonjour");
        // Not merely begun: what is still worded when the provider goes is another delivery that waits.
        await cluster.SettledAsync(channel, contact, answers: 1);

        await cluster.GoDownAsync(channel);
        for (var said = 2; said <= 4; said++)
        {
            await cluster.WriteAsync(channel, contact, string.Create(CultureInfo.InvariantCulture, $"Bonjour {said}"));
            await cluster.AnswersAsync(channel, contact, said);
        }

        var waiting = new DeliveryId(await cluster.SessionAsync(channel, contact), Seq: 4);
        while (await cluster.AttemptsAsync(waiting) < 3)
            await Task.Delay(50);
        await Task.Delay(atLeast);
        cluster.SentTo(channel, contact).Count.ShouldBe(1);
        await cluster.ComeBackAsync(channel);
        // The pause between two attempts has grown to five minutes at the most.
        await cluster.SettledAsync(channel, contact, answers: 4, within: TimeSpan.FromMinutes(6));
        var counted = await Invariants.CountAsync(
            cluster, [(channel, contact)], new Dictionary<string, DateTimeOffset>());

        counted.Broken.ShouldBe(0, counted.ToString());
        counted.Sent.ShouldBe(4);
        counted.SentTwice.ShouldBe(0, "a refused connection leaves no doubt");
    }
}
