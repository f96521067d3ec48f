using Gateway.Brain.Inspection.Provisioning;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>Reads what is the centres' at the providers, and lends the right to change it.</summary>
internal sealed class ProvisionBook(
    NpgsqlDataSource dataSource, IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    // "prov" in ASCII; the second half of the lock's key is the centre.
    private const int LockSpace = 0x7072_6f76;

    private const string OwnerGone = "the run was broken off; nobody knows how it ended";

    /// <summary>
    /// How long a step that was broken off may still have effects: its call lasts ten seconds at the most, and Twilio's
    /// lists need a moment to know what was just bought.
    /// </summary>
    public static TimeSpan Aftermath { get; } = TimeSpan.FromSeconds(60);

    /// <summary>What is a centre's; null when nobody has asked for anything yet.</summary>
    public async Task<CentreProvision?> FindAsync(string workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CentreProvisions.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Workspace == workspace, cancellationToken);
    }

    /// <summary>Those that fit.</summary>
    public async Task<IReadOnlyList<CentreProvision>> ListAsync(
        System.Linq.Expressions.Expression<Func<CentreProvision, bool>> fits, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CentreProvisions.AsNoTracking().Where(fits).OrderBy(one => one.Workspace)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The newest steps of a centre, the newest first.</summary>
    public async Task<IReadOnlyList<ProvisioningStep>> StepsAsync(
        string workspace, int most, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.ProvisioningSteps.AsNoTracking().Where(step => step.Workspace == workspace)
            .OrderByDescending(step => step.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>One that nobody has asked for yet; it stands nowhere.</summary>
    public CentreProvision Fresh(string workspace)
    {
        var now = time.GetUtcNow();
        return new CentreProvision { Workspace = workspace, Key = Guid.NewGuid(), CreatedAt = now, UpdatedAt = now };
    }

    /// <summary>Takes a centre for one run.</summary>
    /// <returns>Null when another run has it, or was broken off so lately that what it asked for may yet
    /// come.</returns>
    public async Task<ProvisionLease?> TakeAsync(string workspace, CancellationToken cancellationToken)
    {
        var locked = await dataSource.OpenConnectionAsync(cancellationToken);
        RecordsDbContext? db = null;
        try
        {
            if (await TryLockAsync(locked, workspace, cancellationToken))
            {
                db = await records.CreateDbContextAsync(cancellationToken);
                if (await BeginAsync(db, workspace, cancellationToken) is { } provision)
                {
                    var lease = new ProvisionLease(locked, db, provision, time);
                    db = null;
                    locked = null!;
                    return lease;
                }

                await using var unlock = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", locked);
                await unlock.ExecuteNonQueryAsync(CancellationToken.None);
            }

            return null;
        }
        finally
        {
            if (db is not null)
                await db.DisposeAsync();
            if (locked is not null)
                await locked.DisposeAsync();
        }
    }

    private async Task<CentreProvision?> BeginAsync(
        RecordsDbContext db, string workspace, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var provision = await db.CentreProvisions
            .SingleOrDefaultAsync(one => one.Workspace == workspace, cancellationToken);
        if (provision is null)
        {
            provision = Fresh(workspace);
            db.Add(provision);
        }

        var open = await db.ProvisioningSteps
            .Where(step => step.Workspace == workspace && step.State == ProvisioningStep.Started)
            .ToListAsync(cancellationToken);
        if (open.Any(step => now - step.StartedAt < Aftermath))
            return null;
        foreach (var step in open)
            (step.State, step.Detail, step.EndedAt) = (ProvisioningStep.Failed, OwnerGone, now);
        (provision.Run, provision.UpdatedAt) = (Guid.NewGuid(), now);
        await db.SaveChangesAsync(cancellationToken);
        return provision;
    }

    private static async Task<bool> TryLockAsync(
        NpgsqlConnection connection, string workspace, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_try_advisory_lock(@space, hashtext(@workspace))", connection);
        command.Parameters.AddWithValue("space", LockSpace);
        command.Parameters.AddWithValue("workspace", workspace);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
