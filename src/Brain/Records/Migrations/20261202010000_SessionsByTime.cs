using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Finds archived sessions by when they began, for the statistics. A full table is read once, and nothing is archived
/// meanwhile: it waits in Redis.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261202010000_SessionsByTime")]
internal sealed class SessionsByTime : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "CREATE INDEX ix_archived_sessions_workspace_created_at ON archived_sessions (workspace, created_at)");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX ix_archived_sessions_workspace_created_at");
}
