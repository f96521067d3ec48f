using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Businesses that are served from the database: what they are, what they are found by, what they have been. All three
/// tables are new.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261129220000_Workspaces")]
internal sealed class Workspaces : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "workspaces",
            table => new
            {
                id = table.Column<string>("text", nullable: false),
                solution = table.Column<string>(
                    "text", nullable: true, computedColumnSql: "document ->> 'solution'", stored: true),
                document = table.Column<string>("jsonb", nullable: false),
                version = table.Column<int>("integer", nullable: false),
                created_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: false),
                updated_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: false),
                disabled_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                deleted_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_workspaces", row => row.id);
                table.CheckConstraint("ck_workspaces_document", "jsonb_typeof(document) = 'object'");
                table.CheckConstraint("ck_workspaces_size", "octet_length(document::text) <= 2097152");
            });
        migrationBuilder.CreateTable(
            "workspace_lines",
            table => new
            {
                kind = table.Column<string>("text", nullable: false),
                line = table.Column<string>("text", nullable: false),
                workspace = table.Column<string>("text", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_workspace_lines", row => new { row.kind, row.line });
                table.ForeignKey(
                    "fk_workspace_lines_workspaces_workspace", row => row.workspace, "workspaces", "id",
                    onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "workspace_versions",
            table => new
            {
                workspace = table.Column<string>("text", nullable: false),
                version = table.Column<int>("integer", nullable: false),
                action = table.Column<string>("text", nullable: false),
                actor = table.Column<string>("text", nullable: false),
                at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: false),
                document = table.Column<string>("jsonb", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_workspace_versions", row => new { row.workspace, row.version });
                table.ForeignKey(
                    "fk_workspace_versions_workspaces_workspace", row => row.workspace, "workspaces", "id",
                    onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_workspace_lines_workspace", "workspace_lines", "workspace");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "workspace_lines", "workspace_versions", "workspaces" })
            migrationBuilder.DropTable(table);
    }
}
