using Gateway.Brain.Records;
using Gateway.Brain.Words;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Contacts;

/// <summary>What is known of a contact over all their conversations.</summary>
internal sealed class ContactProfiles(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>How many other conversations are told of.</summary>
    public const int MostConversations = 3;

    /// <summary>How many lines of each.</summary>
    public const int MostLines = 6;

    /// <summary>How much of each line.</summary>
    public const int LongestLine = 200;

    private const int LongestName = 100;

    private static readonly string[] Spoken = ["contact", "agent", "operator"];

    /// <summary>
    /// The contact that one has become by now, or it itself; null when the workspace has no such contact.
    /// </summary>
    public async Task<Contact?> FollowAsync(string workspace, string contact, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(contact, out var id))
            return null;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await Following(db, workspace, id).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Notes the given name a contact told the business.</summary>
    public async Task NoteNameAsync(string workspace, string contact, string name, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(contact, out var id) || Short(name, LongestName) is not { } tidy)
            return;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await Following(db, workspace, id).Where(row => row.GivenName != tidy).ExecuteUpdateAsync(
            change => change.SetProperty(row => row.GivenName, tidy).SetProperty(row => row.UpdatedAt, now),
            cancellationToken);
    }

    /// <summary>
    /// What is known of a contact besides one session. The archive tells, so the last half second may be missing.
    /// </summary>
    /// <param name="workspace">Id of the workspace; other workspaces' conversations are not looked at.</param>
    /// <param name="contact">Id of the contact.</param>
    /// <param name="session">The session that is going on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Acquaintance> ReadAsync(
        string workspace, string contact, string session, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (!Guid.TryParse(contact, out var id)
            || await Following(db, workspace, id)
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken) is not { } known)
            return new Acquaintance(contact, now, null, []);
        var ids = await AllIdsOf(db, known.Id).Select(one => one.ToString()).ToListAsync(cancellationToken);
        var sessions = await db.ArchivedSessions.AsNoTracking()
            .Where(
                one => one.Workspace == workspace && one.SessionId != session && one.Contact != null
                && ids.Contains(one.Contact))
            .OrderByDescending(one => one.UpdatedAt).Take(MostConversations)
            .Select(one => new { one.SessionId, one.Channel, one.UpdatedAt })
            .ToListAsync(cancellationToken);
        List<ConversationElsewhere> elsewhere = [];
        foreach (var one in sessions)
        {
            var lines = await db.ArchivedEntries.AsNoTracking()
                .Where(entry => entry.SessionId == one.SessionId && entry.Text != "" && Spoken.Contains(entry.Role))
                .OrderByDescending(entry => entry.Seq).Take(MostLines)
                .Select(entry => new { entry.Role, entry.Text })
                .ToListAsync(cancellationToken);
            lines.Reverse();
            if (lines.Count > 0)
                elsewhere.Add(new ConversationElsewhere(
                    one.Channel, one.UpdatedAt,
                    [.. lines.Select(line => new LineElsewhere(line.Role, Short(line.Text, LongestLine) ?? ""))]));
        }

        return new Acquaintance(known.Id.ToString(), now, known.GivenName, elsewhere);
    }

    /// <summary>The contact that <paramref name="id"/> has become, as a query.</summary>
    public static IQueryable<Contact> Following(RecordsDbContext db, string workspace, Guid id)
    {
        var contacts = db.Contacts;
        return contacts.Where(contact => contact.Workspace == workspace && contact.MergedInto == null
            && (contact.Id == id || contacts.Any(former => former.Id == id && former.MergedInto == contact.Id)));
    }

    /// <summary>
    /// The contact and all that have become it, as a query: what was written under any of these ids is theirs.
    /// </summary>
    public static IQueryable<Guid> AllIdsOf(RecordsDbContext db, Guid id) =>
        db.Contacts.Where(contact => contact.Id == id || contact.MergedInto == id).Select(contact => contact.Id);

    /// <summary>Text from outside in one line of a certain length; null when nothing is left.</summary>
    public static string? Short(string? text, int most)
    {
        return text is not null && PlainText.TidyLine(text) is { Length: > 0 } tidy ? WellFormed.Cut(tidy, most) : null;
    }
}
