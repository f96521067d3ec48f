using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// To which of a workspace's systems a message goes. A full table is not rewritten: what was noted before goes where it
/// went. The index of what is due is made anew, which reads what waits. Nodes of before note for that target, too.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130180000_DeliveryTargets")]
internal sealed class DeliveryTargets : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE webhook_deliveries ADD COLUMN target text NOT NULL DEFAULT 'webhook';
        DROP INDEX webhook_deliveries_due;
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (workspace, target, next_at, id)
            WHERE next_at IS NOT NULL;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DELETE FROM webhook_deliveries WHERE target <> 'webhook';
        ALTER TABLE webhook_deliveries DROP COLUMN target;
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE next_at IS NOT NULL;
        """);
}
