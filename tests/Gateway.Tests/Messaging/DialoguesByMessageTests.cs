using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Sessions;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Messaging;

/// <summary>
/// The shop's conversations by SMS, WhatsApp and Telegram through the doors that contacts take: signed webhooks in,
/// what the providers were told to send out, prospects in the records. Choices are made by their numbers, on Telegram
/// with the buttons that it was sent.
/// </summary>
public sealed class DialoguesByMessageTests
{
    private const int AtOnce = 24;

    private static readonly string Folder = Path.Combine(
        GatewayProcess.Root, "tests", "Brain.Tests", "Shop", "Dialogues");

    [Theory]
    [InlineData(ChannelKind.Sms, "fr")]
    [InlineData(ChannelKind.Sms, "en")]
    [InlineData(ChannelKind.WhatsApp, "fr")]
    [InlineData(ChannelKind.WhatsApp, "en")]
    [InlineData(ChannelKind.Telegram, "fr")]
    [InlineData(ChannelKind.Telegram, "en")]
    public async Task The_shop_holds_its_conversations(string channel, string locale)
    {
        await using var cluster = await MessagingCluster.StartAsync(locale);
        await cluster.AddGatewayAsync();
        var wrong = new ConcurrentBag<string>();
        var people = new ConcurrentBag<(string Channel, string Contact)>();

        await Parallel.ForEachAsync(
            Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = TestContext.Current.CancellationToken
            },
            async (path, _) =>
            {
                var dialogue = Dialogue.Load(path);
                if (dialogue.Locale != locale || !CanBeHeld(channel, dialogue))
                    return;
                var contact = MessagingCluster.NewContact();
                people.Add((channel, contact));
                foreach (var problem in await HoldAsync(cluster, channel, contact, dialogue))
                    wrong.Add($"{dialogue.Name}\n  {problem}");
            });

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        people.Count.ShouldBeGreaterThan(40);
        var counted = await Invariants.CountAsync(cluster, [.. people], new Dictionary<string, DateTimeOffset>());
        counted.Broken.ShouldBe(0, counted.ToString());
        counted.SentTwice.ShouldBe(0, counted.ToString());
        if (channel == ChannelKind.Telegram)
            people.Sum(one => cluster.ReceivedFrom(channel, one.Contact).Count(id => id.StartsWith('q')))
                .ShouldBeGreaterThan(0, "buttons were pressed");
        cluster.Violations.ShouldBeEmpty();
        cluster.Telegram.Floods.ShouldBe(0);
    }

    private static async Task<IReadOnlyList<string>> HoldAsync(
        MessagingCluster cluster, string channel, string contact, Dialogue dialogue)
    {
        var answers = 0;
        var buttons = new List<(Choice Choice, Press Press)>();
        IReadOnlyList<Part> offered = [];
        List<string> wrong = [.. await DialogueRunner.RunAsync(dialogue, async (text, payload) =>
        {
            var (say, press) = channel == ChannelKind.Telegram
                ? (text, ButtonOf(buttons, text, payload))
                : Choose(channel, offered, text, payload);
            var before = cluster.SentTo(channel, contact).Count;
            await cluster.WriteAsync(channel, contact, say, press: press);
            var entries = await cluster.SettledAsync(channel, contact, ++answers);
            var answer = entries.Last(entry => entry.Role == EntryRole.Agent);
            answer.Receipt.ShouldBe(ReceiptState.Sent);
            offered = answer.Parts;
            buttons.InsertRange(0, ButtonsBelow(cluster.SentTo(channel, contact).Skip(before), offered));
            return new DialogueAnswer(answer.Text, answer.Parts);
        })];
        var session = await cluster.SessionAsync(channel, contact);
        wrong.AddRange(DialogueRunner.Differences(dialogue.Prospect, await RecordedAsync(cluster, session)));
        return wrong;
    }

    /// <summary>
    /// By SMS nothing old can be pressed, and on Telegram nothing before anything was shown: what only such a button
    /// could say is not said.
    /// </summary>
    private static bool CanBeHeld(string channel, Dialogue dialogue) => channel switch
    {
        ChannelKind.Sms => !dialogue.Turns.Any(turn => IsOfOlderMessage(turn.Payload)),
        ChannelKind.Telegram => dialogue.Turns[0].Payload is null,
        _ => true,
    };

    private static (string Text, Press? Press) Choose(
        string channel, IReadOnlyList<Part> offered, string text, string? payload)
    {
        if (payload is null)
            return (text, null);
        var index = Choices.Of(offered).ToList().FindIndex(choice => choice.Payload is { } sent && Is(sent, payload));
        if (index >= 0)
            return ((index + 1).ToString(CultureInfo.InvariantCulture), null);
        // A button of an older message is still there on WhatsApp.
        return channel == ChannelKind.WhatsApp ? (text, new Press(payload)) : (text, null);
    }

    /// <summary>What Telegram was sent to press for each choice of an answer.</summary>
    private static IEnumerable<(Choice Choice, Press Press)> ButtonsBelow(
        IEnumerable<SentMessage> sent, IReadOnlyList<Part> offered) =>
        from pair in sent.SelectMany(
            message => message.Buttons.Where(button => button.Data is not null)
            .Select(button => (message.Id, Button: button))).Zip(Choices.Of(offered))
        where pair.First.Button.Text == pair.Second.Title
        select (pair.Second, new Press(pair.First.Button.Data!, pair.First.Id));

    /// <summary>
    /// The newest button that says it, be it one of an older message; null when it has to be said in words.
    /// </summary>
    private static Press? ButtonOf(List<(Choice Choice, Press Press)> buttons, string text, string? payload) =>
        buttons.Find(button =>
        payload is null ? button.Choice.Title == text : button.Choice.Payload is { } sent && Is(sent, payload)).Press;

    private static bool Is(string sent, string payload) =>
        sent == payload || sent.StartsWith($"{payload}:", StringComparison.Ordinal);

    /// <summary>A product's own button, or one that confirms an order of long ago.</summary>
    private static bool IsOfOlderMessage(string? payload) =>
        payload is not (null or "order:correct" or "order:cancel") &&
        (payload.StartsWith("order:", StringComparison.Ordinal)
            || payload.StartsWith("confirm:", StringComparison.Ordinal));

    private static async Task<List<DialogueProspect>> RecordedAsync(MessagingCluster cluster, SessionId session)
    {
        await using var connection = new NpgsqlConnection(cluster.Stores.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT last_name, first_name, phone, address, product_handle, quantity, free_delivery
            FROM prospects JOIN prospect_orders ON prospect_id = id
            WHERE session_id = @session AND status = 'hot'
            """, connection);
        command.Parameters.AddWithValue("session", session.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var recorded = new List<DialogueProspect>();
        while (await reader.ReadAsync())
        {
            recorded.Add(new DialogueProspect(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetInt32(5), reader.GetBoolean(6)));
        }

        return recorded;
    }
}
