using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Gateway.Brain.Records;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Mail;

/// <summary>
/// Notes mails in the transaction of what they tell of: nothing is told that did not happen, and nothing that happened
/// is forgotten. The host sends them afterwards.
/// </summary>
public sealed class MailOutbox(TimeProvider time)
{
    /// <summary>The most that a mail has in texts and files, in bytes: servers take 10 MB and more, encoded.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    /// <summary>The most mails of a workspace that wait at once.</summary>
    public const int MostWaiting = 2_000;

    /// <summary>The longest subject, in UTF-16 units; what is longer is cut.</summary>
    public const int MostSubject = 200;

    /// <summary>The most files on a mail; more are <see cref="MailOutcome.TooLarge"/>.</summary>
    public const int MostFiles = 10;

    private const int MostFileName = 100;
    private const int MostMediaType = 200;

    /// <summary>
    /// Adds a mail to what <paramref name="db"/> is about to save. Two that add one under the same key at once are held
    /// apart by the records: the second one's transaction is lost, and finds the mail when it is run again.
    /// </summary>
    /// <param name="db">Saved and committed by the caller.</param>
    /// <param name="draft">The mail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was added; nothing is where it was not.</returns>
    /// <exception cref="ArgumentException">Its class is neither reply nor service, or its key is empty.</exception>
    public async Task<MailOutcome> AddAsync(
        RecordsDbContext db, MailDraft draft, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(draft.Key, nameof(draft));
        if (draft.Class is not (MessageClass.Reply or MessageClass.Service))
            throw new ArgumentException("Prospecting does not go out by this way.", nameof(draft));
        if (!EmailAddress.Is(draft.To))
            return MailOutcome.NoAddress;
        if (draft.Files.Count > MostFiles || SizeOf(draft) > MostBytes)
            return MailOutcome.TooLarge;
        if (IsIn(db, draft) || await db.OutgoingMails.AnyAsync(
            mail => mail.Workspace == draft.Workspace && mail.IdempotencyKey == draft.Key, cancellationToken))
            return MailOutcome.Known;
        if (await WaitingAsync(db, draft.Workspace, cancellationToken) >= MostWaiting)
            return MailOutcome.TooMany;
        db.Add(Write(draft, time.GetUtcNow()));
        return MailOutcome.Added;
    }

    private static bool IsIn(RecordsDbContext db, MailDraft draft) => db.OutgoingMails.Local.Any(
        mail => mail.Workspace == draft.Workspace && mail.IdempotencyKey == draft.Key);

    private static Task<int> WaitingAsync(
        RecordsDbContext db, string workspace, CancellationToken cancellationToken) => db.OutgoingMails
        .Where(mail => mail.Workspace == workspace && mail.NextAt != null)
        .OrderBy(mail => mail.NextAt)
        .Take(MostWaiting)
        .CountAsync(cancellationToken);

    private static long SizeOf(MailDraft draft) =>
        Encoding.UTF8.GetByteCount(draft.Text) + (long)Encoding.UTF8.GetByteCount(draft.Html ?? "")
        + draft.Files.Sum(file => (long)file.Content.Length);

    private static OutgoingMail Write(MailDraft draft, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new OutgoingMail
        {
            Id = id,
            Workspace = draft.Workspace,
            Recipient = draft.To,
            Subject = WellFormed.Line(draft.Subject, MostSubject) ?? "",
            Text = WellFormed.Strip(draft.Text),
            Html = draft.Html is null ? null : WellFormed.Strip(draft.Html),
            Class = draft.Class,
            IdempotencyKey = draft.Key,
            CreatedAt = now,
            NextAt = now,
            Attachments = [.. draft.Files.Select((file, place) => new MailAttachment
            {
                MailId = id,
                Place = place,
                FileName = NameOf(file),
                MediaType = TypeOf(file),
                Content = file.Content.ToArray(),
            })],
        };
    }

    private static string NameOf(MailFile file) =>
        WellFormed.Line(file.Name.Replace('/', '-').Replace('\\', '-'), MostFileName) ?? "file";

    private static string TypeOf(MailFile file) =>
        file.MediaType.Length <= MostMediaType && MediaTypeHeaderValue.TryParse(file.MediaType, out var type)
            ? type.ToString() : MediaTypeNames.Application.Octet;
}
