using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Mail;

/// <summary>Reads the mails that there are, and what they hold of a person.</summary>
public sealed class MailList(IDbContextFactory<RecordsDbContext> records)
{
    /// <summary>The newest mails, newest first.</summary>
    /// <param name="workspace">Id of the workspace; null for all.</param>
    /// <param name="limit">The most to read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<MailLine>> NewestAsync(
        string? workspace, int limit, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.OutgoingMails
            .Where(mail => workspace == null || mail.Workspace == workspace)
            .OrderByDescending(mail => mail.CreatedAt).ThenByDescending(mail => mail.Id)
            .Take(limit)
            .Select(mail => new MailLine(
                mail.Id, mail.Workspace, mail.Recipient, mail.Subject, mail.CreatedAt,
                mail.NextAt != null ? MailState.Waiting : mail.SentAt != null ? MailState.Sent : MailState.Failed,
                mail.Attachments.Count))
            .ToListAsync(cancellationToken);
    }

    /// <summary>A mail with all that hangs on it, or null.</summary>
    public async Task<OutgoingMail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await Whole(db).SingleOrDefaultAsync(mail => mail.Id == id, cancellationToken);
    }

    /// <summary>All that was written to a person, oldest first, whole: for who asks what we hold of them.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="address">The person's address; capitals do not count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<OutgoingMail>> ExportAsync(
        string workspace, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await To(Whole(db), workspace, address).OrderBy(mail => mail.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Forgets all that was written to a person. What waits is not sent any more; what is being sent in that very
    /// moment still may arrive.
    /// </summary>
    /// <returns>How many mails there were.</returns>
    public async Task<int> EraseAsync(string workspace, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await To(db.OutgoingMails, workspace, address).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<OutgoingMail> Whole(RecordsDbContext db) => db.OutgoingMails
        .AsNoTracking()
        .Include(mail => mail.Attachments.OrderBy(attachment => attachment.Place));

    private static IQueryable<OutgoingMail> To(
        IQueryable<OutgoingMail> mails, string workspace, string address)
    {
        var folded = address.ToLowerInvariant();
        // What is asked here becomes SQL, which knows no cultures.
#pragma warning disable CA1862, CA1304, CA1311, MA0011
        return mails.Where(mail => mail.Workspace == workspace && mail.Recipient.ToLower() == folded);
#pragma warning restore CA1862, CA1304, CA1311, MA0011
    }
}
