using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// Keeps an existing database and our records at one (docs/decisions/hosted-appointments.md). That something is going
/// to be written there is noted before; the note goes in the transaction of what was written, and whatever became of a
/// node in between, a note that stays has the row there made again what stands here.
/// </summary>
/// <param name="records">Where our appointments stand.</param>
/// <param name="hosted">The existing database.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when it could not be written.</param>
public sealed partial class HostedBook(
    IDbContextFactory<RecordsDbContext> records, IHostedAppointments hosted, TimeProvider time,
    ILogger<HostedBook> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);

    // Longer than a booking takes; who takes longer finds their note gone, and has booked nothing.
    private static readonly TimeSpan BookingTime = TimeSpan.FromMinutes(1);

    /// <summary>Whether the centre is that database's own.</summary>
    public bool Hosts(Centre centre) => Hosts(centre.Id);

    /// <summary>The same of the centre with that id.</summary>
    public bool Hosts(string centre) => hosted.Hosts(centre);

    /// <summary>Writes what is due, one after the other, until nothing is.</summary>
    /// <returns>How many were written.</returns>
    public async Task<int> WriteDueAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        while (await WriteNextAsync(only: null, cancellationToken))
            written++;
        return written;
    }

    /// <summary>Writes one at once, if it can be; otherwise it is due.</summary>
    internal Task WriteAsync(Guid appointment, CancellationToken cancellationToken) =>
        WriteNextAsync(appointment, cancellationToken);

    /// <summary>What others have taken in a time.</summary>
    internal Task<IReadOnlyList<TakenTime>> ReadAsync(
        RecordsDbContext db, Centre centre, Stretch during, IReadOnlyList<TakenTime> ours,
        CancellationToken cancellationToken) =>
        HostedPlaces.ReadAsync(db, hosted.ReadAsync, centre, during, ours, cancellationToken);

    /// <summary>
    /// Notes that an appointment is about to be written there, and keeps others from writing meanwhile.
    /// </summary>
    internal async Task<IHostedDoor> CloseAsync(
        Centre centre, Guid appointment, CancellationToken cancellationToken)
    {
        await using (var db = await records.CreateDbContextAsync(cancellationToken))
            await OweAsync(db, centre.Id, appointment, time.GetUtcNow() + BookingTime, cancellationToken);
        return await hosted.CloseAsync(cancellationToken);
    }

    /// <summary>The note goes with the transaction of <paramref name="db"/>.</summary>
    /// <returns>False when it took too long, and the note is gone: nothing may be written then.</returns>
    internal static async Task<bool> SettleAsync(
        RecordsDbContext db, Guid appointment, CancellationToken cancellationToken) =>
        await db.HostedWrites.Where(write => write.Appointment == appointment)
            .ExecuteDeleteAsync(cancellationToken) > 0;

    /// <summary>Notes that an appointment is to be written there.</summary>
    internal static Task OweAsync(
        RecordsDbContext db, string workspace, Guid appointment, DateTimeOffset due,
        CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO hosted_writes (appointment, workspace, due, attempts) VALUES ({appointment}, {workspace}, {due}, 0)
        ON CONFLICT (appointment) DO UPDATE SET due = excluded.due, attempts = 0
        """,
        cancellationToken);

    private async Task<bool> WriteNextAsync(Guid? only, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (isAny, id) = (only is null, only ?? Guid.Empty);
        var due = await db.HostedWrites.FromSql(
            $"""
            SELECT * FROM hosted_writes WHERE due <= {now} AND ({isAny} OR appointment = {id})
            ORDER BY due, appointment LIMIT 1 FOR UPDATE SKIP LOCKED
            """).ToListAsync(cancellationToken);
        if (due is not [var write])
            return false;
        try
        {
            var appointment = await db.Appointments.AsNoTracking()
                .SingleOrDefaultAsync(one => one.Id == write.Appointment, cancellationToken);
            if (appointment is null)
                await hosted.RemoveAsync(write.Workspace, write.Appointment, cancellationToken);
            else
                await hosted.WriteAsync(appointment, cancellationToken);
            db.HostedWrites.Remove(write);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            write.Attempts++;
            var wait = FirstWait * Math.Pow(2, Math.Min(write.Attempts - 1, 10));
            write.Due = now + (wait < LongestWait ? wait : LongestWait);
            Log.NotWritten(logger, fault, write.Appointment, write.Workspace, write.Attempts);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return db.Entry(write).State == EntityState.Detached;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Appointment {Appointment} of {Workspace} was not written into the centres' database, attempt {Attempt}; it is tried again.")]
        public static partial void NotWritten(
            ILogger logger, Exception exception, Guid appointment, string workspace, int attempt);
    }
}
