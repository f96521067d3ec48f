using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Keeps beside a turn the words that were not understood. Columns without a default: PostgreSQL rewrites no row. The
/// index reads the table once, and holds none of the rows that are there.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130140000_NotedWords")]
internal sealed class NotedWords : Migration
{
    private static readonly string[] Columns = ["words", "locale", "about"];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in Columns)
            migrationBuilder.AddColumn<string>(column, "archived_decisions", "text", nullable: true);
        migrationBuilder.CreateIndex(
            "ix_archived_decisions_at", "archived_decisions", "at", filter: "words IS NOT NULL");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_archived_decisions_at", "archived_decisions");
        foreach (var column in Columns)
            migrationBuilder.DropColumn(column, "archived_decisions");
    }
}
