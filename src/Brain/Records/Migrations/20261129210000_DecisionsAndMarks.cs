using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Keeps what decided each turn, and what the people of a workspace note on a session. The columns have constant
/// defaults: PostgreSQL adds them to a table of any size without rewriting it.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261129210000_DecisionsAndMarks")]
internal sealed class DecisionsAndMarks : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("assignee", "archived_sessions", "text", nullable: true);
        migrationBuilder.AddColumn<string[]>(
            "labels", "archived_sessions", "text[]", nullable: false, defaultValueSql: "'{}'::text[]");
        migrationBuilder.AddColumn<string>(
            "priority", "archived_sessions", "text", nullable: false, defaultValue: "normal");
        migrationBuilder.CreateTable(
            "archived_decisions",
            table => new
            {
                turn_id = table.Column<string>("text", nullable: false),
                number = table.Column<int>("integer", nullable: false),
                session_id = table.Column<string>("text", nullable: false),
                agent = table.Column<string>("text", nullable: true),
                rule = table.Column<string>("text", nullable: false),
                reason = table.Column<string>("text", nullable: false),
                at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_archived_decisions", row => new { row.turn_id, row.number }));
        migrationBuilder.CreateIndex("ix_archived_decisions_session_id_at", "archived_decisions", ["session_id", "at"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("archived_decisions");
        foreach (var column in new[] { "assignee", "labels", "priority" })
            migrationBuilder.DropColumn(column, "archived_sessions");
    }
}
