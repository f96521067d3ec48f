using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Records;

/// <summary>
/// Runs a piece of work again when another node was faster: each time it is, that other one has got on.
/// </summary>
internal static class Races
{
    private const int MostAttempts = 10;

    /// <summary>Runs it, with a fresh context each time.</summary>
    /// <param name="records">Where contexts come from.</param>
    /// <param name="work">Reads, decides and commits; null when it found things changed under its hands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">Others were faster ten times.</exception>
    public static async Task<T> RunAsync<T>(
        IDbContextFactory<RecordsDbContext> records, Func<RecordsDbContext, Task<T?>> work,
        CancellationToken cancellationToken) where T : class
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            await using var db = await records.CreateDbContextAsync(cancellationToken);
            try
            {
                if (await work(db) is { } done)
                    return done;
            }
            catch (Exception exception) when (IsLost(exception))
            {
                // The transaction is gone; what the winner wrote is there to be read.
            }
        }

        throw new TimeoutException("The records were changed by others each time.");
    }

    private static bool IsLost(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException) is PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure,
        };
}
