using System.Globalization;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Mail;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.People;

/// <summary>The rows of a centre's planning that tell of a person.</summary>
internal sealed record Theirs(
    IReadOnlyList<Appointment> Appointments, IReadOnlyList<WaitingEntry> Waiting, IReadOnlyList<BayTime> Holds,
    IReadOnlyList<OutgoingMail> Mails)
{
    /// <summary>How many there are.</summary>
    public int Count => Appointments.Count + Waiting.Count + Holds.Count + Mails.Count;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Finds them, oldest first.</summary>
    public static async Task<Theirs> FindAsync(
        RecordsDbContext db, Person person, CancellationToken cancellationToken)
    {
        var (workspace, contacts, phones) = (person.Workspace, person.Contacts.ToArray(), person.Phones.ToArray());
        string[] emails = [.. person.Emails.Select(email => email.ToLowerInvariant())];
        // What is asked here becomes SQL, which knows no cultures.
#pragma warning disable CA1862, CA1304, CA1310, CA1311, MA0011
        var appointments = await db.Appointments.AsNoTracking()
            .Where(one => one.CenterId == workspace
                && ((one.Contact != null && contacts.Contains(one.Contact.Value))
                    || (one.ClientPhone != null && phones.Contains(one.ClientPhone))
                    || (one.ClientEmail != null && emails.Contains(one.ClientEmail.ToLower()))))
            .OrderBy(one => one.CreatedAt).ThenBy(one => one.Id)
            .ToListAsync(cancellationToken);
        var waiting = await db.WaitingEntries.AsNoTracking()
            .Where(one => one.Workspace == workspace
                && ((one.Contact != null && contacts.Contains(one.Contact.Value)) || phones.Contains(one.Phone)
                    || (one.Email != null && emails.Contains(one.Email.ToLower()))))
            .OrderBy(one => one.Id)
            .ToListAsync(cancellationToken);
        // Slots are kept for a conversation, or for a place in the line.
        string[] holders =
        [
            .. appointments.Select(one => one.Session).Concat(waiting.Select(one => one.Session)).OfType<string>(),
            .. waiting.Select(one => one.Holder),
        ];
        var holds = await db.BayTimes.AsNoTracking()
            .Where(one => one.Workspace == workspace && one.Kind == BayTimeKind.Hold && holders.Contains(one.Holder))
            .OrderBy(one => one.Id)
            .ToListAsync(cancellationToken);
        // The centre's people were written to as well; what they were told of somebody is that somebody's.
        string[] stems =
        [
            .. appointments.SelectMany(one => (string[])
                [$"client:{one.Id:n}:", $"centre:{one.Id:n}:", $"reminder:{one.Id:n}:", $"satisfaction:{one.Id:n}:"]),
            .. waiting.Select(one => string.Create(CultureInfo.InvariantCulture, $"waiting:{one.Id}:")),
        ];
        var mails = await db.OutgoingMails.AsNoTracking()
            .Where(one => one.Workspace == workspace
                && (emails.Contains(one.Recipient.ToLower())
                    || stems.Any(stem => one.IdempotencyKey.StartsWith(stem))))
            .OrderBy(one => one.CreatedAt).ThenBy(one => one.Id)
            .ToListAsync(cancellationToken);
#pragma warning restore CA1862, CA1304, CA1310, CA1311, MA0011
        return new Theirs(appointments, waiting, holds, mails);
    }
}
