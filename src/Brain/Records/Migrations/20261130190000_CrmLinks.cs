using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What prospects are called in a workspace's customer relations system, what it has told us, and who looks after a
/// prospect. Two new tables; of the prospects a full table is not rewritten, the column comes empty.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130190000_CrmLinks")]
internal sealed class CrmLinks : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE prospects ADD COLUMN owner text;

        CREATE TABLE crm_links (
            workspace text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('contact', 'deal', 'task', 'note')),
            own_id text NOT NULL,
            remote_id text NOT NULL,
            prospect_id bigint
                CONSTRAINT fk_crm_links_prospects_prospect_id REFERENCES prospects (id) ON DELETE CASCADE,
            known jsonb NOT NULL CHECK (jsonb_typeof(known) = 'object'),
            CONSTRAINT pk_crm_links PRIMARY KEY (workspace, kind, own_id)
        );
        CREATE INDEX ix_crm_links_workspace_kind_remote_id ON crm_links (workspace, kind, remote_id);
        CREATE INDEX ix_crm_links_prospect_id ON crm_links (prospect_id);

        CREATE TABLE crm_events (
            key text NOT NULL CONSTRAINT pk_crm_events PRIMARY KEY,
            at timestamptz NOT NULL
        );
        CREATE INDEX ix_crm_events_at ON crm_events (at);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE crm_links, crm_events;
        ALTER TABLE prospects DROP COLUMN owner;
        """);
}
