using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Keeps beside a turn's decisions each step of it: models, tools, judges and what was held back. Columns without a
/// default: PostgreSQL rewrites no row, and what is there stays a decision.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130150000_TurnSteps")]
internal sealed class TurnSteps : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("kind", "archived_decisions", "text", nullable: true);
        migrationBuilder.AddColumn<double>("elapsed_ms", "archived_decisions", "double precision", nullable: true);
        migrationBuilder.AddColumn<string>("detail", "archived_decisions", "jsonb", nullable: true);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("detail", "archived_decisions");
        migrationBuilder.DropColumn("elapsed_ms", "archived_decisions");
        migrationBuilder.DropColumn("kind", "archived_decisions");
    }
}
