using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>What workspaces' own systems are told. A new table; no other one is touched.</summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130170000_Webhooks")]
internal sealed class Webhooks : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE webhook_deliveries (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            message_id text NOT NULL,
            workspace text NOT NULL,
            type text NOT NULL,
            body text NOT NULL,
            created_at timestamptz NOT NULL,
            attempts integer NOT NULL,
            next_at timestamptz,
            delivered_at timestamptz,
            last_status integer,
            last_error text
        );
        CREATE UNIQUE INDEX ix_webhook_deliveries_message_id ON webhook_deliveries (message_id);
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE next_at IS NOT NULL;
        CREATE INDEX webhook_deliveries_by_workspace ON webhook_deliveries (workspace, id DESC);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("webhook_deliveries");
}
