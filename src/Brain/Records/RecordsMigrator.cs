using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Records;

/// <summary>Brings the database up to this version's schema.</summary>
public sealed class RecordsMigrator(NpgsqlDataSource dataSource, IDbContextFactory<RecordsDbContext> records)
{
    // "gateway!" in ASCII: the advisory lock's number, the same in every version.
    private const long LockKey = 0x6761_7465_7761_7921;

    private const int WaitSeconds = 300;

    /// <summary>
    /// Applies what is missing. Nodes that start together do it one after the other, behind an advisory lock of the
    /// database, and those that come later find nothing to do.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand(
            "SELECT pg_advisory_lock(@key)", connection)
        { CommandTimeout = WaitSeconds })
        {
            command.Parameters.AddWithValue("key", LockKey);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        try
        {
            await using var db = await records.CreateDbContextAsync(cancellationToken);
            db.Database.SetCommandTimeout(WaitSeconds);
            await db.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(@key)", connection);
            command.Parameters.AddWithValue("key", LockKey);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
