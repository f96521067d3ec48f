using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What a product can be chosen in, and which of it a contact has ordered. Columns with a constant default and columns
/// without one: PostgreSQL notes them and rewrites no row, however full the tables are. The next import fills them,
/// because the reader's version has changed.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261129000000_Variants")]
internal sealed class Variants : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE product_texts ADD COLUMN variants jsonb NOT NULL DEFAULT '[]';
        ALTER TABLE prospects ADD COLUMN product_variant text;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE prospects DROP COLUMN product_variant;
        ALTER TABLE product_texts DROP COLUMN variants;
        """);
}
