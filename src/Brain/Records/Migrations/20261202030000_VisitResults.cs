using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What an inspection came to. A column of <c>appointments</c> that is empty at first: no row is rewritten.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261202030000_VisitResults")]
internal sealed class VisitResults : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "ALTER TABLE appointments ADD COLUMN result text CHECK (result IN ('favorable', 'defavorable'))");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "ALTER TABLE appointments DROP COLUMN result");
}
