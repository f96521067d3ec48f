using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What product texts tell, as facts. A column without a default: PostgreSQL notes it and rewrites no row, however full
/// the table is. The next import fills it, because the reader's version has changed.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130000000_ProductFacts")]
internal sealed class ProductFacts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("facts", "product_texts", "jsonb", nullable: true);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropColumn("facts", "product_texts");
}
