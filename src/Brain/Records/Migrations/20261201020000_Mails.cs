using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>Mails that are to be sent. Two new tables; no other one is touched.</summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261201020000_Mails")]
internal sealed class Mails : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE mails (
            id uuid NOT NULL CONSTRAINT pk_mails PRIMARY KEY,
            workspace text NOT NULL,
            recipient text NOT NULL CHECK (recipient !~ '[[:cntrl:][:space:]]'),
            subject text NOT NULL CHECK (subject !~ '[[:cntrl:]]'),
            text text NOT NULL,
            html text,
            class text NOT NULL CHECK (class IN ('reply', 'service')),
            idempotency_key text NOT NULL,
            created_at timestamptz NOT NULL,
            attempts integer NOT NULL,
            next_at timestamptz,
            sent_at timestamptz,
            last_error text
        );
        CREATE UNIQUE INDEX ix_mails_workspace_idempotency_key ON mails (workspace, idempotency_key);
        CREATE INDEX ix_mails_created_at ON mails (created_at);
        CREATE INDEX mails_due ON mails (next_at) WHERE next_at IS NOT NULL;
        CREATE INDEX mails_waiting ON mails (workspace) WHERE next_at IS NOT NULL;

        CREATE TABLE mail_attachments (
            mail_id uuid NOT NULL
                CONSTRAINT fk_mail_attachments_mails_mail_id REFERENCES mails (id) ON DELETE CASCADE,
            place integer NOT NULL CHECK (place >= 0),
            file_name text NOT NULL CHECK (file_name !~ '[[:cntrl:]]'),
            media_type text NOT NULL CHECK (media_type !~ '[[:cntrl:]]'),
            content bytea NOT NULL,
            CONSTRAINT pk_mail_attachments PRIMARY KEY (mail_id, place)
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP TABLE mail_attachments, mails");
}
