using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Prospects of all solutions in one table, with what a shop's have ordered beside it, what became of them, and what is
/// to be done. A full table is locked and read: one INSERT … SELECT copies the columns of the orders, and the indexes
/// and the two foreign keys read it once more. It is not rewritten: columns come with a constant default or none, and
/// those that go are only forgotten. Nodes of before cannot record or list prospects any more. What was recorded before
/// has no history.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130160000_Prospects")]
internal sealed class Prospects : Migration
{
    // The lock comes first: what a node of before recorded between the copy and the end of the columns would lose its
    // order.
    private const string Orders =
        """
        LOCK TABLE prospects IN ACCESS EXCLUSIVE MODE;

        CREATE TABLE prospect_orders (
            prospect_id bigint PRIMARY KEY,
            product_handle text NOT NULL,
            product_title text NOT NULL,
            product_variant text,
            quantity integer NOT NULL CHECK (quantity >= 1),
            unit_price numeric(12, 2) NOT NULL CHECK (unit_price >= 0),
            currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
            address text NOT NULL,
            vat_number text,
            free_delivery boolean NOT NULL
        );
        INSERT INTO prospect_orders (
            prospect_id, product_handle, product_title, product_variant, quantity, unit_price, currency, address,
            vat_number, free_delivery)
        SELECT id, product_handle, product_title, product_variant, quantity, unit_price, currency, address,
            vat_number, free_delivery
        FROM prospects;
        ALTER TABLE prospect_orders ADD CONSTRAINT fk_prospect_orders_prospects_prospect_id
            FOREIGN KEY (prospect_id) REFERENCES prospects (id) ON DELETE CASCADE;
        """;

    private const string Shared =
        """
        ALTER TABLE prospects
            DROP COLUMN product_handle, DROP COLUMN product_title, DROP COLUMN product_variant,
            DROP COLUMN quantity, DROP COLUMN unit_price, DROP COLUMN currency,
            DROP COLUMN address, DROP COLUMN vat_number, DROP COLUMN free_delivery,
            ALTER COLUMN last_name DROP NOT NULL,
            ALTER COLUMN first_name DROP NOT NULL,
            ALTER COLUMN phone DROP NOT NULL,
            ADD COLUMN solution text NOT NULL DEFAULT 'shop',
            ADD COLUMN email text,
            ADD COLUMN score integer CHECK (score BETWEEN 0 AND 100),
            ADD COLUMN source text NOT NULL DEFAULT 'inbound',
            ADD COLUMN summary text,
            ADD COLUMN details jsonb CHECK (jsonb_typeof(details) = 'object'),
            ADD CONSTRAINT prospects_id_workspace_key UNIQUE (id, workspace);
        ALTER TABLE prospects ALTER COLUMN solution DROP DEFAULT, ALTER COLUMN source DROP DEFAULT;
        """;

    private const string History =
        """
        CREATE TABLE prospect_changes (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            prospect_id bigint NOT NULL
                CONSTRAINT fk_prospect_changes_prospects_prospect_id REFERENCES prospects (id) ON DELETE CASCADE,
            at timestamptz NOT NULL,
            by text NOT NULL,
            from_status text,
            to_status text NOT NULL,
            score integer,
            note text,
            idempotency_key text
        );
        CREATE UNIQUE INDEX ix_prospect_changes_prospect_id_idempotency_key
            ON prospect_changes (prospect_id, idempotency_key);
        """;

    // A task is about a prospect of its own workspace, or about none.
    private const string Tasks =
        """
        CREATE TABLE crm_tasks (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            workspace text NOT NULL,
            prospect_id bigint,
            session_id text NOT NULL,
            type text NOT NULL CHECK (type IN ('FOLLOW_UP', 'CALL', 'DEMO', 'CONTRACT', 'ESCALATION')),
            priority text NOT NULL CHECK (priority IN ('LOW', 'MEDIUM', 'HIGH')),
            assignee text,
            title text NOT NULL,
            details text,
            due_at timestamptz NOT NULL,
            done_at timestamptz,
            created_at timestamptz NOT NULL,
            idempotency_key text NOT NULL,
            CONSTRAINT fk_crm_tasks_prospects_prospect_id
                FOREIGN KEY (prospect_id, workspace) REFERENCES prospects (id, workspace) ON DELETE CASCADE
        );
        CREATE UNIQUE INDEX ix_crm_tasks_idempotency_key ON crm_tasks (idempotency_key);
        CREATE INDEX ix_crm_tasks_prospect_id ON crm_tasks (prospect_id);
        CREATE INDEX crm_tasks_by_workspace ON crm_tasks (workspace, id DESC);
        """;

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var sql in (string[])[Orders, Shared, History, Tasks])
            migrationBuilder.Sql(sql);
    }

    // Who has ordered nothing has no place in the table of before.
    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE crm_tasks, prospect_changes;
        DELETE FROM prospects WHERE id NOT IN (SELECT prospect_id FROM prospect_orders);
        ALTER TABLE prospects
            DROP CONSTRAINT prospects_id_workspace_key,
            DROP COLUMN solution, DROP COLUMN email, DROP COLUMN score, DROP COLUMN source, DROP COLUMN summary,
            DROP COLUMN details,
            ALTER COLUMN last_name SET NOT NULL,
            ALTER COLUMN first_name SET NOT NULL,
            ALTER COLUMN phone SET NOT NULL,
            ADD COLUMN product_handle text,
            ADD COLUMN product_title text,
            ADD COLUMN product_variant text,
            ADD COLUMN quantity integer CHECK (quantity >= 1),
            ADD COLUMN unit_price numeric(12, 2) CHECK (unit_price >= 0),
            ADD COLUMN currency text CHECK (currency ~ '^[A-Z]{3}$'),
            ADD COLUMN address text,
            ADD COLUMN vat_number text,
            ADD COLUMN free_delivery boolean;
        UPDATE prospects SET product_handle = orders.product_handle, product_title = orders.product_title,
            product_variant = orders.product_variant, quantity = orders.quantity, unit_price = orders.unit_price,
            currency = orders.currency, address = orders.address, vat_number = orders.vat_number,
            free_delivery = orders.free_delivery
        FROM prospect_orders orders WHERE orders.prospect_id = prospects.id;
        ALTER TABLE prospects
            ALTER COLUMN product_handle SET NOT NULL,
            ALTER COLUMN product_title SET NOT NULL,
            ALTER COLUMN quantity SET NOT NULL,
            ALTER COLUMN unit_price SET NOT NULL,
            ALTER COLUMN currency SET NOT NULL,
            ALTER COLUMN address SET NOT NULL,
            ALTER COLUMN free_delivery SET NOT NULL;
        DROP TABLE prospect_orders;
        """);
}
