using System.Text.Json.Nodes;
using Gateway.Brain.Records;
using Gateway.Brain.Words;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Prospects;

/// <summary>
/// Records the one prospect that a session has of a solution, ever better known from turn to turn. (A shop's orders are
/// several prospects of a session, and have a recorder of their own.)
/// </summary>
public sealed class ProspectBook(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, ProspectHistory history)
{
    /// <summary>
    /// Records the prospect, or what is newly known of it, and the change in its history, in one transaction. What an
    /// operator has marked as won or lost keeps that status, whatever <paramref name="draft"/> says. Asked again under
    /// the same key, it takes up what <paramref name="draft"/> says otherwise (a turn that is run again may have heard
    /// more), on the same line of the history; once anything was recorded since, it changes nothing.
    /// </summary>
    /// <param name="draft">What is known; texts are kept without control characters.</param>
    /// <param name="idempotencyKey">Of the tool call or decision that knows it: the same when its turn is run
    /// again.</param>
    /// <param name="by">Name of the agent.</param>
    /// <param name="cancellationToken">Gives up, nothing being recorded.</param>
    /// <returns>Id of the prospect.</returns>
    /// <exception cref="DbUpdateException">A number, a score or a status is none.</exception>
    public async Task<long> RecordAsync(
        ProspectDraft draft, string idempotencyKey, string by, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var isNew = await InsertAsync(db, draft, now, cancellationToken);
        var key = KeyOf(draft);
        // Until the transaction ends nobody else writes of this prospect.
        var prospect = await db.Prospects
            .FromSql($"SELECT * FROM prospects WHERE idempotency_key = {key} FOR UPDATE")
            .SingleAsync(cancellationToken);
        var again = await db.ProspectChanges.SingleOrDefaultAsync(
            change => change.ProspectId == prospect.Id && change.IdempotencyKey == idempotencyKey, cancellationToken);
        if (again is not null && await db.ProspectChanges.AnyAsync(
            change => change.ProspectId == prospect.Id && change.Id > again.Id, cancellationToken))
            return prospect.Id;

        var before = isNew ? null : prospect.Status;
        if (draft.Status is { } status && await MayMoveAsync(db, prospect, cancellationToken))
            prospect.Status = status;
        Write(prospect, draft);
        var note = draft.Note is null ? null : PlainText.TidyLine(draft.Note);
        if (again is not null && again.Note == note && db.Entry(prospect).State != EntityState.Modified)
            return prospect.Id;
        prospect.UpdatedAt = now;
        if (again is null)
            history.Write(db, prospect, before, by, note, idempotencyKey);
        else
            history.Amend(db, prospect, again, note);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return prospect.Id;
    }

    // A session's id is unique among all workspaces; they stand there for who reads the table.
    private static string KeyOf(ProspectDraft draft) => $"{draft.Solution}:{draft.Workspace}:{draft.SessionId}";

    private static async Task<bool> InsertAsync(
        RecordsDbContext db, ProspectDraft draft, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO prospects (
                workspace, solution, session_id, channel, status, source, created_at, updated_at, idempotency_key)
            VALUES (
                {draft.Workspace}, {draft.Solution}, {draft.SessionId}, {draft.Channel}, {ProspectStatus.Warm},
                {ProspectSource.Inbound}, {now}, {now}, {KeyOf(draft)})
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            cancellationToken) > 0;

    private static async Task<bool> MayMoveAsync(
        RecordsDbContext db, Prospect prospect, CancellationToken cancellationToken) =>
        !ProspectStatus.IsEnd(prospect.Status)
        || await db.ProspectChanges
            .Where(change => change.ProspectId == prospect.Id && change.FromStatus != change.ToStatus)
            .OrderByDescending(change => change.Id)
            .Select(change => change.By)
            .FirstOrDefaultAsync(cancellationToken) is not { } by
        || !ProspectChange.IsPerson(by);

    private static void Write(Prospect prospect, ProspectDraft draft)
    {
        prospect.LastName = Line(draft.LastName) ?? prospect.LastName;
        prospect.FirstName = Line(draft.FirstName) ?? prospect.FirstName;
        prospect.Phone = draft.Phone ?? prospect.Phone;
        prospect.Email = Line(draft.Email) ?? prospect.Email;
        prospect.Company = Line(draft.Company) ?? prospect.Company;
        prospect.Score = draft.Score ?? prospect.Score;
        prospect.Source = Line(draft.Source) ?? prospect.Source;
        prospect.Summary = draft.Summary is null ? prospect.Summary : PlainText.Tidy(draft.Summary);
        // PostgreSQL keeps no NUL in JSON; everything else that is no character the writer has replaced.
        var details = draft.Details?.ToJsonString().Replace(@"\u0000", @"\uFFFD", StringComparison.Ordinal);
        // It gives back the same object in other words.
        if (details is not null && !IsSame(details, prospect.Details))
            prospect.Details = details;
    }

    private static bool IsSame(string details, string? known) =>
        known is not null && JsonNode.DeepEquals(JsonNode.Parse(details), JsonNode.Parse(known));

    // Nothing but blanks tells nothing.
    private static string? Line(string? text) => text is not null && PlainText.TidyLine(text) is { Length: > 0 } line
        ? line : null;
}
