using System.Globalization;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Messaging;

/// <summary>
/// Many conversations at once while everything goes wrong that can: gateways are killed, the providers answer one send
/// in five wrongly, webhooks and callbacks come several times and in any order. In the end the invariants are counted,
/// and printed.
/// </summary>
public sealed class ManyConversationsTests(ITestOutputHelper output)
{
    private static readonly string[] Channels = [ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram];

    [Fact]
    public Task Nothing_is_lost_doubled_or_out_of_order() => RunAsync(seed: 1, contacts: 30, messages: 5, kills: 3);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task Nor_in_a_long_run(int seed) => RunAsync(seed, contacts: 120, messages: 20, kills: 20);

    private async Task RunAsync(int seed, int contacts, int messages, int kills)
    {
        await using var cluster = await MessagingCluster.StartAsync();
        cluster.Twilio.Faults.RetryAfterSeconds = 1;
        cluster.Twilio.Faults.Randomly(
            seed, 0.2, FakeTwilioFault.TooMany, FakeTwilioFault.TooManyWithoutWait, FakeTwilioFault.ErrorBefore,
            FakeTwilioFault.Unavailable,
            FakeTwilioFault.CloseBefore, FakeTwilioFault.ErrorAfter, FakeTwilioFault.CloseAfter,
            FakeTwilioFault.WrongJson);
        cluster.Telegram.Faults.RetryAfterSeconds = 1;
        cluster.Telegram.Faults.Randomly(
            seed, 0.2, FakeTelegramFault.TooMany, FakeTelegramFault.ErrorBefore, FakeTelegramFault.CloseBefore,
            FakeTelegramFault.ErrorAfter,
            FakeTelegramFault.CloseAfter, FakeTelegramFault.WrongJson);
        cluster.Twilio.Webhooks.Seed(seed);
        cluster.Twilio.Webhooks.Follow = ["sending", "sent", "delivered"];
        (cluster.Twilio.Webhooks.IsShuffled, cluster.Twilio.Webhooks.MostTimes,
            cluster.Twilio.Webhooks.ComesBeforeAnswer) = (true, 3, true);
        var (first, _) = await cluster.AddGatewayAsync();
        await cluster.AddGatewayAsync();

        List<(string Channel, string Contact)> people =
            [.. Enumerable.Range(0, contacts)
                .Select(number => (Channels[number % Channels.Length], MessagingCluster.NewContact()))];
        var optedOutAt = new System.Collections.Concurrent.ConcurrentDictionary<string, DateTimeOffset>();
        var written = 0;
        var writing = Task.WhenAll(people.Select(async (person, number) =>
        {
            var random = new Random(seed * 1_000 + number);
            for (var said = 1; said <= messages; said++)
            {
                // One in eight has had enough before the end.
                var stops = number % 8 == 7 && said == messages;
                var text = stops ? "STOP" : string.Create(CultureInfo.InvariantCulture, $"Bonjour {said}");
                await cluster.KeptAsync(
                    person.Channel, await cluster.WriteAsync(person.Channel, person.Contact, text, random.Next(1, 4)));
                if (stops)
                    optedOutAt[person.Contact] = cluster.Twilio.Clock.GetUtcNow();
                Interlocked.Increment(ref written);
            }
        }));

        var doomed = first;
        for (var killed = 0; killed < kills && !writing.IsCompleted; killed++)
        {
            await WaitForAsync(
                () =>
                Volatile.Read(ref written) >= contacts * messages * (killed + 1) / (kills + 2) || writing.IsCompleted);
            await cluster.KillAsync(doomed);
            (doomed, _) = await cluster.AddGatewayAsync();
        }

        await writing;
        cluster.Twilio.Faults.Stop();
        cluster.Telegram.Faults.Stop();
        foreach (var (channel, contact) in people)
            await cluster.SettledAsync(channel, contact, optedOutAt.ContainsKey(contact) ? 0 : 1);
        await cluster.Twilio.Webhooks.DrainAsync();
        var byTwilio = await Invariants.CountAsync(
            cluster, [.. people.Where(person => person.Channel != ChannelKind.Telegram)], optedOutAt);
        var byTelegram = await Invariants.CountAsync(
            cluster, [.. people.Where(person => person.Channel == ChannelKind.Telegram)], optedOutAt);

        output.WriteLine(
            $"seed {seed}, Twilio: {byTwilio}; faults {string.Join(", ", cluster.Twilio.Faults.Happened.Select(fault => $"{fault.Key} {fault.Value}"))}");
        output.WriteLine(
            $"seed {seed}, Telegram: {byTelegram}; faults {string.Join(", ", cluster.Telegram.Faults.Happened.Select(fault => $"{fault.Key} {fault.Value}"))}");
        byTwilio.Broken.ShouldBe(0, byTwilio.ToString());
        byTelegram.Broken.ShouldBe(0, byTelegram.ToString());
        byTelegram.SentTwice.ShouldBe(0, "what no one can look for is not sent again");
        (byTwilio.Received + byTelegram.Received).ShouldBe(contacts * messages);
        cluster.Violations.ShouldBeEmpty();
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(50, deadline.Token);
    }
}
