using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Sessions;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Messaging;

/// <summary>
/// The shop's conversations by SMS and WhatsApp through the doors that contacts take: signed webhooks in, what Twilio was told to send out, prospects in the records.
/// Choices are made by their numbers.
/// </summary>
public sealed class DialoguesByMessageTests
{
    private const int AtOnce = 12;

    private static readonly string Folder = Path.Combine(GatewayProcess.Root, "tests", "Brain.Tests", "Shop", "Dialogues");

    [Theory]
    [InlineData(ChannelKind.Sms)]
    [InlineData(ChannelKind.WhatsApp)]
    public async Task The_shop_holds_its_conversations(string channel)
    {
        await using var cluster = await MessagingCluster.StartAsync();
        await cluster.AddGatewayAsync();
        var wrong = new ConcurrentBag<string>();
        var held = 0;

        await Parallel.ForEachAsync(
            Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (path, _) =>
            {
                var dialogue = Dialogue.Load(path);
                // By SMS nothing old can be pressed, and what only a stale button could say is not said.
                if (channel == ChannelKind.Sms && dialogue.Turns.Any(turn => IsOfOlderMessage(turn.Payload)))
                    return;
                Interlocked.Increment(ref held);
                foreach (var problem in await HoldAsync(cluster, channel, dialogue))
                    wrong.Add($"{dialogue.Name}\n  {problem}");
            });

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        held.ShouldBeGreaterThan(80);
        cluster.Twilio.Violations.ShouldBeEmpty();
        cluster.Twilio.Messages.Doubles.ShouldBe(0);
    }

    private static async Task<IReadOnlyList<string>> HoldAsync(MessagingCluster cluster, string channel, Dialogue dialogue)
    {
        var contact = MessagingCluster.NewContact();
        var answers = 0;
        IReadOnlyList<Part> offered = [];
        List<string> wrong = [.. await DialogueRunner.RunAsync(dialogue, async (text, payload) =>
        {
            var (say, fields) = Press(channel, offered, text, payload);
            await cluster.WriteAsync(channel, contact, say, fields: fields);
            var entries = await cluster.SettledAsync(channel, contact, ++answers);
            var answer = entries.Last(entry => entry.Role == EntryRole.Agent);
            answer.Receipt.ShouldBe(ReceiptState.Sent);
            offered = answer.Parts;
            return new DialogueAnswer(answer.Text, answer.Parts);
        })];
        var session = await cluster.SessionAsync(channel, contact);
        wrong.AddRange(DialogueRunner.Differences(dialogue.Prospect, await RecordedAsync(cluster, session)));
        return wrong;
    }

    private static (string Text, Dictionary<string, string>? Fields) Press(string channel, IReadOnlyList<Part> offered, string text, string? payload)
    {
        if (payload is null)
            return (text, null);
        var index = Choices.Of(offered).ToList().FindIndex(choice => choice.Payload is { } sent && (sent == payload || sent.StartsWith($"{payload}:", StringComparison.Ordinal)));
        if (index >= 0)
            return ((index + 1).ToString(CultureInfo.InvariantCulture), null);
        // A button of an older message is still there on WhatsApp.
        return channel == ChannelKind.WhatsApp
            ? (text, new Dictionary<string, string> { ["ButtonText"] = text, ["ButtonPayload"] = payload, ["MessageType"] = "interactive" })
            : (text, null);
    }

    /// <summary>A product's own button, or one that confirms an order of long ago.</summary>
    private static bool IsOfOlderMessage(string? payload) => payload is not null && payload.StartsWith("order:", StringComparison.Ordinal) &&
        payload is not ("order:confirm" or "order:correct" or "order:cancel");

    private static async Task<List<DialogueProspect>> RecordedAsync(MessagingCluster cluster, SessionId session)
    {
        await using var connection = new NpgsqlConnection(cluster.Stores.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT last_name, first_name, phone, address, product_handle, quantity, free_delivery FROM prospects WHERE session_id = @session AND status = 'hot'", connection);
        command.Parameters.AddWithValue("session", session.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var recorded = new List<DialogueProspect>();
        while (await reader.ReadAsync())
        {
            recorded.Add(new DialogueProspect(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetBoolean(6)));
        }

        return recorded;
    }
}
