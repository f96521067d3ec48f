using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;

namespace Gateway.Tests.Messaging;

/// <summary>What is not there for a while: Twilio, Redis, the gateway itself.</summary>
public sealed class OutageTests
{
    [Fact]
    public Task Answers_wait_for_Twilio_and_go_out_in_order_once_it_is_back() => TwilioIsDownAsync(atLeast: TimeSpan.Zero);

    [Fact]
    [Trait("Category", "Long")]
    public Task Answers_wait_for_ten_minutes_too() => TwilioIsDownAsync(TimeSpan.FromMinutes(10));

    [Fact]
    public async Task Redis_restarted_while_answers_go_out_loses_and_doubles_none()
    {
        await using var cluster = await MessagingCluster.StartAsync();
        await cluster.AddGatewayAsync();
        List<(string Channel, string Contact)> people = [.. Enumerable.Range(0, 12).Select(_ => (ChannelKind.Sms, MessagingCluster.NewContact()))];
        var writing = Task.WhenAll(people.Select(async person =>
        {
            for (var said = 1; said <= 4; said++)
            {
                var sid = await cluster.WriteAsync(person.Channel, person.Contact, string.Create(CultureInfo.InvariantCulture, $"Bonjour {said}"));
                await cluster.KeptAsync(person.Channel, sid);
            }
        }));
        await cluster.SentToAsync(ChannelKind.Sms, people[0].Contact, 1);

        await cluster.Stores.Redis.KillAsync();
        await cluster.Stores.Redis.RunAsync();
        await writing;
        foreach (var (channel, contact) in people)
            await cluster.SettledAsync(channel, contact, answers: 1);
        var counted = await Invariants.CountAsync(cluster, people, new Dictionary<string, DateTimeOffset>());

        counted.Broken.ShouldBe(0, counted.ToString());
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

        entries.Where(entry => entry.Role == EntryRole.Contact).Select(entry => entry.Text).ShouldBe(["Bonjour", "Vous avez une bouilloire ?"]);
        cluster.Twilio.Violations.ShouldBeEmpty();
    }

    private static async Task TwilioIsDownAsync(TimeSpan atLeast)
    {
        await using var cluster = await MessagingCluster.StartAsync();
        await cluster.AddGatewayAsync();
        var contact = MessagingCluster.NewContact();
        await cluster.WriteAsync(ChannelKind.WhatsApp, contact, "Bonjour");
        await cluster.SentToAsync(ChannelKind.WhatsApp, contact, 1);

        await cluster.Twilio.GoDownAsync();
        for (var said = 2; said <= 4; said++)
        {
            await cluster.WriteAsync(ChannelKind.WhatsApp, contact, string.Create(CultureInfo.InvariantCulture, $"Bonjour {said}"));
            await cluster.AnswersAsync(ChannelKind.WhatsApp, contact, said);
        }

        var waiting = new DeliveryId(await cluster.SessionAsync(ChannelKind.WhatsApp, contact), Seq: 4);
        while (await cluster.AttemptsAsync(waiting) < 3)
            await Task.Delay(50);
        await Task.Delay(atLeast);
        cluster.SentTo(ChannelKind.WhatsApp, contact).Count.ShouldBe(1);
        await cluster.Twilio.ComeBackAsync();
        await cluster.SettledAsync(ChannelKind.WhatsApp, contact, answers: 4);
        var counted = await Invariants.CountAsync(cluster, [(ChannelKind.WhatsApp, contact)], new Dictionary<string, DateTimeOffset>());

        counted.Broken.ShouldBe(0, counted.ToString());
        counted.Sent.ShouldBe(4);
        counted.SentTwice.ShouldBe(0, "a refused connection leaves no doubt");
    }
}
