using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Records;
using Gateway.Brain.Turns;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Statistics;

/// <summary>Reads what the archive knows of conversations.</summary>
internal static class ConversationReading
{
    // Those that leave something done behind them.
    private static readonly string[] Acts =
    [
        InspectionToolNames.ConfirmBooking, InspectionToolNames.ConfirmMove,
        InspectionToolNames.ConfirmCancellation, InspectionToolNames.JoinWaitingList,
    ];

    /// <summary>Those of a period in which somebody was answered, by their beginning.</summary>
    public static async Task<IReadOnlyList<HeldConversation>> ReadAsync(
        RecordsDbContext db, string workspace, DateTimeOffset from, DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        // Where we alone wrote, as reminders do, no turn was run. A call of others bears their name for it.
        var rows = await db.Database.SqlQuery<SessionRow>(
            $"""
            SELECT s.session_id, s.created_at, s.updated_at, s.status = 'handedOver' AS is_handed_over, s.rating,
                (SELECT e.external_id FROM archived_entries e
                    WHERE s.channel = 'voice' AND e.session_id = s.session_id AND e.seq = 1) AS call
            FROM archived_sessions s
            WHERE s.workspace = {workspace} AND s.created_at >= {from} AND s.created_at < {to}
                AND EXISTS (SELECT 1 FROM archived_turns t WHERE t.turn_id = s.session_id || '-1')
            ORDER BY s.created_at, s.session_id
            """).ToListAsync(cancellationToken);
        List<HeldConversation> held = [.. rows.Select(row => new HeldConversation(
            row.SessionId, row.Call, row.CreatedAt, row.UpdatedAt, row.IsHandedOver, row.Rating))];
        var bySession = held.ToDictionary(one => one.Session, StringComparer.Ordinal);
        await ReadStepsAsync(db, workspace, from, to, bySession, cancellationToken);
        await ReadBookedAsync(db, workspace, from, bySession, cancellationToken);
        return held;
    }

    private static async Task ReadStepsAsync(
        RecordsDbContext db, string workspace, DateTimeOffset from, DateTimeOffset to,
        Dictionary<string, HeldConversation> bySession, CancellationToken cancellationToken)
    {
        // Not to be understood once is no hand-over yet; neither does who is asked for more stand in the line.
        var steps = await db.Database.SqlQuery<StepRow>(
            $"""
            SELECT session_id, kind, rule, reason, count(*)::int AS count FROM (
                SELECT d.session_id, coalesce(d.kind, '') AS kind, d.rule, d.reason
                FROM archived_sessions s JOIN archived_decisions d ON d.session_id = s.session_id
                WHERE s.workspace = {workspace} AND s.created_at >= {from} AND s.created_at < {to}
                    AND ((d.kind = 'tool' AND (d.reason <> 'done'
                            OR (d.rule = ANY({Acts}) AND d.detail -> 'result' -> 'why' IS NULL
                                AND coalesce(d.detail -> 'result' -> 'askFor', '[]'::jsonb) = '[]'::jsonb)
                            OR (d.rule = {InspectionToolNames.HandOver}
                                AND coalesce(d.detail -> 'result' ->> 'isDone', 'true') = 'true')))
                        OR (d.kind = 'model' AND d.reason NOT IN ('answered', 'without account'))
                        OR (d.kind IS NULL AND d.rule = {SolutionTurn.MissRule}))) AS step
            GROUP BY session_id, kind, rule, reason
            """).ToListAsync(cancellationToken);
        foreach (var step in steps)
        {
            if (bySession.TryGetValue(step.SessionId, out var one))
                one.Steps.Add(new NotedStep(KindOf(step), step.Rule, step.Reason, step.Count));
        }
    }

    private static async Task ReadBookedAsync(
        RecordsDbContext db, string workspace, DateTimeOffset from, Dictionary<string, HeldConversation> bySession,
        CancellationToken cancellationToken)
    {
        // One that a call of others made is known by that call: its key begins with it.
        var booked = await db.Database.SqlQuery<BookedRow>(
            $"""
            SELECT session, CASE WHEN session IS NULL AND key LIKE 'elevenlabs:%' THEN split_part(key, ':', 2) END AS call
            FROM appointments WHERE center_id = {workspace} AND created_at >= {from}
            """).ToListAsync(cancellationToken);
        var calls = booked.Select(one => one.Call).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var one in booked)
        {
            if (one.Session is not null && bySession.TryGetValue(one.Session, out var held))
                held.HasBooked = true;
        }

        foreach (var held in bySession.Values.Where(held => held.Call is not null && calls.Contains(held.Call)))
            held.HasBooked = true;
    }

    private static StepKind KindOf(StepRow step) => step switch
    {
        { Kind: "model" } => StepKind.ModelFailed,
        { Kind: "" } => StepKind.NotUnderstood,
        { Reason: not "done" } => StepKind.ToolError,
        { Rule: InspectionToolNames.HandOver } => StepKind.HandedOver,
        _ => StepKind.Done,
    };

    private sealed record SessionRow(
        string SessionId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, bool IsHandedOver, int? Rating,
        string? Call);

    private sealed record StepRow(string SessionId, string Kind, string Rule, string Reason, int Count);

    private sealed record BookedRow(string? Session, string? Call);
}
