using System.Data.Common;

namespace Gateway.Brain.Records;

/// <summary>
/// PostgreSQL is known not to answer, so it was not asked. What needs no records goes on; the rest is worth another try
/// later.
/// </summary>
public sealed class RecordsUnavailableException() : DbException("PostgreSQL does not answer at present.")
{
    /// <inheritdoc/>
    public override bool IsTransient => true;

    /// <summary>
    /// Whether an exception says that PostgreSQL could not be asked, or did not answer in time, however EF Core has
    /// wrapped it. A statement that PostgreSQL refused is none.
    /// </summary>
    public static bool IsCause(Exception exception) => exception switch
    {
        RecordsUnavailableException => true,
        DbException { IsTransient: true } => true,
        DbException { InnerException: TimeoutException } => true,
        InvalidOperationException { InnerException: { } inner } => IsCause(inner),
        Microsoft.EntityFrameworkCore.DbUpdateException { InnerException: { } inner } => IsCause(inner),
        _ => false,
    };
}
