using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Tests.Messaging;

/// <summary>
/// Webhooks that come again and again: each up to five times, several at once on two nodes, old ones after newer ones,
/// all of them once more after restarts; and callbacks that come the wrong way round. What they bring is there once, in
/// order, and no status goes back.
/// </summary>
public sealed class DisorderTests(ITestOutputHelper output)
{
    private const int Contacts = 150;
    private const int Messages = 20;

    private static readonly string[] Channels = [ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram];

    [Fact]
    [Trait("Category", "Long")]
    public async Task Twenty_thousand_webhooks_bring_each_thing_once()
    {
        await using var cluster = await MessagingCluster.StartAsync();
        cluster.Twilio.Webhooks.Follow = ["delivered", "sent", "sending"];
        (cluster.Twilio.Webhooks.MostTimes, cluster.Twilio.Webhooks.ComesBeforeAnswer) = (5, true);
        var (oldest, _) = await cluster.AddGatewayAsync();
        await cluster.AddGatewayAsync();
        List<(string Channel, string Contact)> people =
            [.. Enumerable.Range(0, Contacts)
                .Select(number => (Channels[number % Channels.Length], MessagingCluster.NewContact()))];

        for (var part = 0; part < 4; part++)
        {
            await Task.WhenAll(
                people.Select(
                (person, number) => WriteAsync(cluster, person, new Random((part * Contacts) + number), part)));
            await cluster.KillAsync(oldest);
            (oldest, _) = await cluster.AddGatewayAsync();
        }

        foreach (var (channel, contact) in people)
            await cluster.SettledAsync(channel, contact, answers: 1);
        (string Channel,
            string Id)[] all = [.. people.SelectMany(
            person => cluster.ReceivedFrom(person.Channel, person.Contact).Select(id => (person.Channel, id)))];
        new Random(1).Shuffle(all);
        await Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (one, _) => await cluster.RepeatAsync(one.Channel, one.Id));
        foreach (var (channel, contact) in people)
            await cluster.SettledAsync(channel, contact, answers: 1);
        await cluster.Twilio.Webhooks.DrainAsync();
        var counted = await Invariants.CountAsync(cluster, people, new Dictionary<string, DateTimeOffset>());
        var fallen = 0;
        foreach (var (channel, contact) in people.Where(person => person.Channel != ChannelKind.Telegram))
            fallen += (await cluster.SettledAsync(channel, contact, answers: 1))
                .Count(entry => entry.Role == EntryRole.Agent && entry.Receipt != ReceiptState.Delivered);

        var (twilio, telegram) = (cluster.Twilio.Webhooks.Deliveries.Count, cluster.Telegram.Updates.Posts);
        output.WriteLine(
            $"webhooks {twilio + telegram} (Twilio {twilio}, Telegram {telegram}): {counted}, statuses gone back {fallen}");
        counted.Broken.ShouldBe(0, counted.ToString());
        counted.Received.ShouldBe(Contacts * Messages);
        fallen.ShouldBe(0);
        (twilio + telegram).ShouldBeGreaterThanOrEqualTo(20_000);
        cluster.Violations.ShouldBeEmpty();
    }

    private static async Task WriteAsync(
        MessagingCluster cluster, (string Channel, string Contact) person, Random random, int part)
    {
        for (var said = 0; said < Messages / 4; said++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Bonjour {(part * Messages / 4) + said + 1}");
            await cluster.KeptAsync(
                person.Channel, await cluster.WriteAsync(person.Channel, person.Contact, text, random.Next(1, 4)));
            // One of the earlier ones was not heard to be taken, says the network.
            var known = cluster.ReceivedFrom(person.Channel, person.Contact);
            var old = known[random.Next(known.Count)];
            await Task.WhenAll(
                Enumerable.Range(0, random.Next(0, 3)).Select(_ => cluster.RepeatAsync(person.Channel, old)));
        }
    }
}
