using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What is told of appointments outside the conversation, and what people say of their visit. A new table, and three
/// columns of <c>appointments</c> that are empty at first: no row is rewritten.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261201040000_Notices")]
internal sealed class Notices : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE appointments
            ADD COLUMN locale text,
            ADD COLUMN satisfaction integer CHECK (satisfaction BETWEEN 1 AND 5),
            ADD COLUMN rated_at timestamptz;

        CREATE TABLE notices (
            id uuid NOT NULL CONSTRAINT pk_notices PRIMARY KEY,
            workspace text NOT NULL,
            appointment uuid NOT NULL
                CONSTRAINT fk_notices_appointments_appointment REFERENCES appointments (id) ON DELETE CASCADE,
            kind text NOT NULL,
            channel text NOT NULL CHECK (channel IN ('sms', 'mail')),
            key text NOT NULL,
            slot timestamptz NOT NULL,
            due timestamptz NOT NULL,
            status text NOT NULL CHECK (status IN ('waiting', 'sent', 'dropped', 'given_up')),
            created_at timestamptz NOT NULL,
            attempts integer NOT NULL,
            next_at timestamptz CHECK ((next_at IS NOT NULL) = (status = 'waiting')),
            sent_at timestamptz,
            last_error text
        );
        CREATE UNIQUE INDEX ix_notices_workspace_key ON notices (workspace, key);
        CREATE INDEX ix_notices_appointment ON notices (appointment);
        CREATE INDEX ix_notices_next_at ON notices (next_at) WHERE next_at IS NOT NULL;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE notices;
        ALTER TABLE appointments DROP COLUMN locale, DROP COLUMN satisfaction, DROP COLUMN rated_at;
        """);
}
