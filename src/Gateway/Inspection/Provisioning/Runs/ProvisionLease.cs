using Gateway.Brain.Inspection.Provisioning;
using Gateway.Brain.Records;
using Npgsql;

namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>
/// The right to change what is a centre's at the providers: a lock of the database's for as long as its connection
/// stands, and the run that the record names, so that a node that lost the one can write nothing.
/// </summary>
internal sealed class ProvisionLease(
    NpgsqlConnection locked, RecordsDbContext db, CentreProvision provision, TimeProvider time) : IAsyncDisposable
{
    /// <summary>What may be changed.</summary>
    public CentreProvision Provision => provision;

    /// <summary>Saves it.</summary>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException">Another run has taken
    /// over.</exception>
    public Task SaveAsync(CancellationToken cancellationToken)
    {
        provision.UpdatedAt = time.GetUtcNow();
        // Also when the clock has not moved: what is not written is not checked against the run.
        db.Entry(provision).Property(one => one.UpdatedAt).IsModified = true;
        return db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes down that a step is begun, before it is.</summary>
    public async Task<ProvisioningStep> BeginAsync(
        string verb, string name, string actor, CancellationToken cancellationToken)
    {
        var step = new ProvisioningStep
        {
            Workspace = provision.Workspace,
            Run = provision.Run,
            Verb = verb,
            Name = name,
            State = ProvisioningStep.Started,
            Actor = actor,
            StartedAt = time.GetUtcNow(),
        };
        db.Add(step);
        await SaveAsync(cancellationToken);
        return step;
    }

    /// <summary>Writes down how it ended, with all that it has changed.</summary>
    public Task EndAsync(ProvisioningStep step, string state, string detail, CancellationToken cancellationToken)
    {
        (step.State, step.Detail, step.EndedAt) = (state, detail, time.GetUtcNow());
        return SaveAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        try
        {
            // A pooled connection would keep the lock.
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", locked);
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }

        await locked.DisposeAsync();
    }
}
