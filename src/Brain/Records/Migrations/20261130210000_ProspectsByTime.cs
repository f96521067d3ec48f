using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Finds the prospects of a trade by when they were recorded, for the statistics. A full table is read once, and
/// nothing is recorded meanwhile.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130210000_ProspectsByTime")]
internal sealed class ProspectsByTime : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "CREATE INDEX prospects_by_time ON prospects (solution, created_at)");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX prospects_by_time");
}
