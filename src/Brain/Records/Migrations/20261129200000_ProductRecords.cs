using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Which record of the catalogue's file a product was read from. The next import fills it, because the reader's version
/// has changed.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261129200000_ProductRecords")]
internal sealed class ProductRecords : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE products ADD COLUMN record text;");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE products DROP COLUMN record;");
}
