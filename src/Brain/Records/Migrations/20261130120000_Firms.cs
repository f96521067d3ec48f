using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Who the invoice of a prospect is made out to. Columns without a default: PostgreSQL rewrites no row.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130120000_Firms")]
internal sealed class Firms : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("company", "prospects", "text", nullable: true);
        migrationBuilder.AddColumn<string>("vat_number", "prospects", "text", nullable: true);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("company", "prospects");
        migrationBuilder.DropColumn("vat_number", "prospects");
    }
}
