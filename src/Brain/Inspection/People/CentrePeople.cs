using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Mail;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.People;

/// <summary>
/// What the planning of a centre holds of people: appointments, places in the line of those who wait, slots kept for
/// them, notices and mails.
/// </summary>
public sealed class CentrePeople(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, HostedBook? hosted = null) : IPersonalData
{
    // What stands for somebody of whom nothing is known, as at the counter.
    private const string Nobody = "-";

    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <inheritdoc/>
    public string Name => "appointments";

    /// <inheritdoc/>
    public async Task<JsonObject?> ExportAsync(Person person, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var theirs = await Theirs.FindAsync(db, person, cancellationToken);
        if (theirs.IsEmpty)
            return null;
        Guid[] ids = [.. theirs.Appointments.Select(one => one.Id)];
        var changes = await db.AppointmentChanges.AsNoTracking().Where(one => ids.Contains(one.Appointment))
            .OrderBy(one => one.Id).ToListAsync(cancellationToken);
        var notices = await db.Notices.AsNoTracking().Where(one => ids.Contains(one.Appointment))
            .OrderBy(one => one.Due).ToListAsync(cancellationToken);
        return new JsonObject
        {
            ["appointments"] = Written(theirs.Appointments),
            ["appointment_changes"] = Written(changes),
            ["waiting_entries"] = Written(theirs.Waiting),
            ["holds"] = Written(theirs.Holds.Select(one => new
            {
                one.Bay,
                From = one.During.LowerBound,
                To = one.During.UpperBound,
                one.Expires,
            })),
            ["notices"] = Written(notices),
            ["mails"] = Written(theirs.Mails.Select(one => new
            {
                one.Recipient,
                one.Subject,
                one.Text,
                one.CreatedAt,
                one.SentAt,
            })),
        };
    }

    /// <inheritdoc/>
    public async Task<int> EraseAsync(Person person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var erased = await Races.RunAsync<Erased>(records, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var theirs = await Theirs.FindAsync(db, person, cancellationToken);
            foreach (var one in theirs.Appointments)
                await EraseAsync(db, one, now, cancellationToken);
            foreach (var one in theirs.Waiting)
                await EraseAsync(db, one, cancellationToken);
            long[] holds = [.. theirs.Holds.Select(one => one.Id)];
            await db.BayTimes.Where(one => holds.Contains(one.Id)).ExecuteDeleteAsync(cancellationToken);
            Guid[] mails = [.. theirs.Mails.Select(one => one.Id)];
            await db.OutgoingMails.Where(one => mails.Contains(one.Id)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Erased(theirs.Count, [.. theirs.Appointments.Select(one => one.Id)]);
        }, cancellationToken);
        if (hosted is not null && hosted.Hosts(person.Workspace))
        {
            foreach (var appointment in erased.Appointments)
                await hosted.WriteAsync(appointment, cancellationToken);
        }

        return erased.Rows;
    }

    // The time it takes, its place in the bay, its price, whether they came and how content they were stay.
    private async Task EraseAsync(
        RecordsDbContext db, Appointment one, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Notices.Where(notice => notice.Appointment == one.Id).ExecuteDeleteAsync(cancellationToken);
        // What it was booked under may be made of the telephone and the plate; that of a call tells which call.
        var key = one.Key.StartsWith("elevenlabs:", StringComparison.Ordinal)
            && !one.Key.Contains(one.LicensePlate, StringComparison.Ordinal) ? one.Key : $"erased:{one.Id:n}";
        await db.Appointments.Where(row => row.Id == one.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.ClientFirstName, Nobody).SetProperty(row => row.ClientLastName, Nobody)
                .SetProperty(row => row.ClientPhone, (string?)null).SetProperty(row => row.ClientEmail, (string?)null)
                .SetProperty(row => row.VehicleBrand, Nobody).SetProperty(row => row.VehicleModel, (string?)null)
                .SetProperty(row => row.LicensePlate, Nobody).SetProperty(row => row.Contact, (Guid?)null)
                .SetProperty(row => row.Key, key).SetProperty(row => row.ChangedAt, now),
            cancellationToken);
        if (hosted is not null && hosted.Hosts(one.CenterId))
            await HostedBook.OweAsync(db, one.CenterId, one.Id, now, cancellationToken);
    }

    private static async Task EraseAsync(RecordsDbContext db, WaitingEntry one, CancellationToken cancellationToken)
    {
        var status = one.Status is WaitingStatus.Waiting or WaitingStatus.Offered
            ? WaitingStatus.Withdrawn
            : one.Status;
        await db.WaitingEntries.Where(row => row.Id == one.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.FirstName, (string?)null).SetProperty(row => row.LastName, (string?)null)
                .SetProperty(row => row.Phone, Nobody).SetProperty(row => row.Email, (string?)null)
                .SetProperty(row => row.Contact, (Guid?)null).SetProperty(row => row.Status, status)
                .SetProperty(row => row.Key, $"erased:{one.Id}"),
            cancellationToken);
    }

    private static JsonArray Written<T>(IEnumerable<T> rows) =>
        new([.. rows.Select(row => JsonSerializer.SerializeToNode(row, Wire))]);

    private sealed record Erased(int Rows, IReadOnlyList<Guid> Appointments);
}
