using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Tests.Messaging;

/// <summary>
/// What must be zero whatever happened, counted from what the providers have, what the transcripts say, and what the
/// records hold: messages lost (I1), doubled (I2), answered by other than one turn (I3), not brought to an end or said
/// to be sent and not (I4), sent twice (I5), out of order (I6), effects doubled (I8), sent after an opt-out (I9).
/// </summary>
internal sealed record Invariants
{
    public required int Received { get; init; }

    public required int Sent { get; init; }

    /// <summary>Ids that a provider holds and no transcript does.</summary>
    public required int Lost { get; init; }

    /// <summary>Ids that stand in the transcripts more than once.</summary>
    public required int Doubled { get; init; }

    /// <summary>
    /// Turns whose number is missing or stands twice, and contacts' messages with no answer after them.
    /// </summary>
    public required int NotOneTurn { get; init; }

    /// <summary>Entries for a provider whose receipt says that they still wait.</summary>
    public required int NotFinal { get; init; }

    /// <summary>Entries whose receipt says that they are sent, and that the provider has not.</summary>
    public required int NotSent { get; init; }

    /// <summary>Sends beyond the first of one outbound message.</summary>
    public required int SentTwice { get; init; }

    /// <summary>
    /// Of these, those that are no repeat of one whose fate was unknown, and what no delivery has sent.
    /// </summary>
    public required int SentTwiceWithoutDoubt { get; init; }

    /// <summary>Messages that stand before one that came or went earlier.</summary>
    public required int OutOfOrder { get; init; }

    /// <summary>Prospects beyond the first of a session.</summary>
    public required int EffectsDoubled { get; init; }

    /// <summary>
    /// Sends to someone who had opted out more than two seconds before, but for the one that confirms it.
    /// </summary>
    public required int AfterOptOut { get; init; }

    /// <summary>What must be zero.</summary>
    public int Broken => Lost + Doubled + NotOneTurn + NotFinal + NotSent + SentTwiceWithoutDoubt + OutOfOrder
        + EffectsDoubled + AfterOptOut;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"received {Received}, sent {Sent}: I1 lost {Lost}, I2 doubled {Doubled}, I3 not one turn {NotOneTurn}, I4 not final {NotFinal}, not sent {NotSent}, I5 sent twice {SentTwice} (without doubt {SentTwiceWithoutDoubt}), I6 out of order {OutOfOrder}, I8 effects doubled {EffectsDoubled}, I9 after opt-out {AfterOptOut}");

    /// <summary>Counts.</summary>
    /// <param name="cluster">Where it happened.</param>
    /// <param name="contacts">Whom to look at, with their channels.</param>
    /// <param name="optedOutAt">When those who did opted out, by the clock of the fake.</param>
    public static async Task<Invariants> CountAsync(
        MessagingCluster cluster, IReadOnlyList<(string Channel, string Contact)> contacts,
        IReadOnlyDictionary<string, DateTimeOffset> optedOutAt)
    {
        await using var reader = await cluster.Stores.ReaderAsync();
        var engine = reader.GetRequiredService<SessionEngine>();
        int lost = 0, doubled = 0, notOneTurn = 0, notFinal = 0, notSent = 0, outOfOrder = 0, twice = 0,
            withoutDoubt = 0, afterOptOut = 0, received = 0, sent = 0;
        var sessions = new List<string>();
        foreach (var (channel, contact) in contacts)
        {
            var session = await cluster.FindAsync(engine, channel, contact);
            IReadOnlyList<Entry> entries = [];
            if (session is { } id)
            {
                sessions.Add(id.Value);
                entries = (await engine.ReadAsync(id, afterSeq: 0, 10_000))!.Entries;
            }

            var came = cluster.ReceivedFrom(channel, contact).ToList();
            var kept = entries.Where(entry => entry.Role == EntryRole.Contact)
                .Select(entry => entry.ExternalId!)
                .ToList();
            received += came.Count;
            lost += came.Except(kept).Count();
            doubled += kept.Count - kept.Distinct().Count();
            outOfOrder += Inversions(kept.Select(sid => came.IndexOf(sid)));

            var turns = entries.Where(entry => entry.TurnId is not null).Select(entry => entry.TurnId!).ToList();
            notOneTurn += turns.Count - turns.Distinct().Count();
            notOneTurn += entries.Count > 0 && entries[^1].Role == EntryRole.Contact && !optedOutAt.ContainsKey(contact)
                ? 1
                : 0;
            notFinal += entries.Count(entry => entry.Receipt is ReceiptState.Queued);

            var taken = cluster.SentTo(channel, contact);
            sent += taken.Count;
            var ours = await cluster.OutboundOfAsync(channel, session, entries, taken);
            var byId = ours.OfType<OutboundId>().GroupBy(id => id).ToList();
            notSent += entries.Where(
                entry => entry.Receipt is ReceiptState.Sent or ReceiptState.Delivered or ReceiptState.Read)
                .Select(entry => entry.Seq)
                .Except(byId.Select(group => group.Key.Delivery.Seq)).Count();
            twice += taken.Count - byId.Count;
            withoutDoubt += ours.Count(id => id is null);
            foreach (var group in byId.Where(group => group.Count() > 1))
                withoutDoubt += Math.Max(0, group.Count() - 1 - await cluster.RepeatsAsync(group.Key));
            outOfOrder += Inversions(byId.Select(group => (int)group.Key.Delivery.Seq));
            if (optedOutAt.TryGetValue(contact, out var at))
            {
                // The stop itself is confirmed, once. What a turn before it was wording may stand between the two, and
                // stays.
                var stop = entries.LastOrDefault(entry => entry.Content?.Keyword == ConsentKeyword.Stop)?.Seq ?? 0;
                var confirmations = new HashSet<DeliveryId>();
                foreach (var (message, outbound) in taken.Zip(ours)
                    .Where(one => one.First.At > at + TimeSpan.FromSeconds(2)))
                {
                    if (outbound is { } known && await cluster.AnsweredAsync(known.Delivery) >= stop)
                        confirmations.Add(known.Delivery);
                    else
                        afterOptOut++;
                }

                afterOptOut += Math.Max(0, confirmations.Count - 1);
            }
        }

        return new Invariants
        {
            Received = received,
            Sent = sent,
            Lost = lost,
            Doubled = doubled,
            NotOneTurn = notOneTurn,
            NotFinal = notFinal,
            NotSent = notSent,
            SentTwice = twice,
            SentTwiceWithoutDoubt = withoutDoubt,
            OutOfOrder = outOfOrder,
            EffectsDoubled = await EffectsDoubledAsync(cluster, sessions),
            AfterOptOut = afterOptOut,
        };
    }

    private static int Inversions(IEnumerable<int> places)
    {
        var list = places.ToList();
        return list.Zip(list.Skip(1)).Count(pair => pair.First > pair.Second);
    }

    private static async Task<int> EffectsDoubledAsync(MessagingCluster cluster, List<string> sessions)
    {
        await using var connection = new NpgsqlConnection(cluster.Stores.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT coalesce(sum(n - 1), 0)::int FROM (SELECT count(*) AS n FROM prospects WHERE session_id = ANY(@sessions) GROUP BY session_id) counted", connection);
        command.Parameters.AddWithValue("sessions", sessions);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
