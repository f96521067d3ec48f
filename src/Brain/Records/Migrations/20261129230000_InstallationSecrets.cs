using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>Keeps the secrets that the installation makes for itself. A new table: nothing waits for it.</summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261129230000_InstallationSecrets")]
internal sealed class InstallationSecrets : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "installation_secrets",
        table => new
        {
            name = table.Column<string>("text", nullable: false),
            @sealed = table.Column<byte[]>("bytea", nullable: false),
        },
        constraints: table => table.PrimaryKey("pk_installation_secrets", row => row.name));

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropTable("installation_secrets");
}
