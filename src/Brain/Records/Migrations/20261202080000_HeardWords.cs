using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What was heard of an archived entry that was cut short. A column without a default: no row is rewritten.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261202080000_HeardWords")]
internal sealed class HeardWords : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE archived_entries ADD COLUMN heard text;");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE archived_entries DROP COLUMN heard;");
}
