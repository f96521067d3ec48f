using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Contacts, what they agreed to, and the audit log. The tables are new. The index on archived_sessions is built while
/// it cannot be written to: seconds for a million sessions, and only the archive's own writer waits.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261125000000_Contacts")]
internal sealed class Contacts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(People);
        migrationBuilder.Sql(Consents);
        migrationBuilder.Sql(Audit);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP INDEX archived_sessions_by_contact;
        DROP TABLE audit_events, outreach_messages, consent_states, consents, contact_identities, contacts;
        DROP FUNCTION refuse_change;
        """);

    private const string People =
        """
        CREATE TABLE contacts (
            id uuid PRIMARY KEY,
            workspace text NOT NULL,
            profile_name text,
            given_name text,
            time_zone text,
            merged_into uuid REFERENCES contacts (id) CHECK (merged_into <> id),
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            UNIQUE (id, workspace)
        );
        CREATE INDEX contacts_merged ON contacts (merged_into) WHERE merged_into IS NOT NULL;

        -- The second reference keeps an identity from leading into another workspace.
        CREATE TABLE contact_identities (
            workspace text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('phone', 'whatsAppUser', 'whatsAppParentUser', 'telegramUser', 'siteUser')),
            value text NOT NULL CHECK (value <> '' AND (kind <> 'phone' OR value ~ '^[+][1-9][0-9]{1,14}$')),
            contact_id uuid NOT NULL,
            channel text NOT NULL,
            created_at timestamptz NOT NULL,
            PRIMARY KEY (workspace, kind, value),
            FOREIGN KEY (contact_id, workspace) REFERENCES contacts (id, workspace)
        );
        CREATE INDEX contact_identities_by_contact ON contact_identities (contact_id);
        CREATE INDEX archived_sessions_by_contact ON archived_sessions (contact, updated_at DESC) WHERE contact IS NOT NULL;
        """;

    private const string Consents =
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Rows of % are only ever added.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$;

        CREATE TABLE consents (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            workspace text NOT NULL,
            contact_id uuid NOT NULL,
            channel text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('stop', 'start', 'marketing', 'refusal')),
            wording_version text CHECK (wording_version IS NOT NULL OR kind <> 'marketing'),
            proof text CHECK (proof IS NOT NULL OR kind <> 'marketing'),
            source text NOT NULL,
            at timestamptz NOT NULL,
            recorded_at timestamptz NOT NULL,
            UNIQUE (workspace, source),
            FOREIGN KEY (contact_id, workspace) REFERENCES contacts (id, workspace)
        );
        CREATE INDEX consents_by_contact ON consents (contact_id, at);
        CREATE TRIGGER consents_stay BEFORE UPDATE OR DELETE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_change();

        CREATE TABLE consent_states (
            contact_id uuid NOT NULL,
            channel text NOT NULL,
            workspace text NOT NULL,
            opted_out boolean NOT NULL,
            at timestamptz NOT NULL,
            PRIMARY KEY (contact_id, channel),
            FOREIGN KEY (contact_id, workspace) REFERENCES contacts (id, workspace)
        );
        CREATE INDEX consent_states_opted_out ON consent_states (contact_id, channel) WHERE opted_out;

        CREATE TABLE outreach_messages (
            workspace text NOT NULL,
            source text NOT NULL,
            contact_id uuid NOT NULL,
            channel text NOT NULL,
            at timestamptz NOT NULL,
            PRIMARY KEY (workspace, source),
            FOREIGN KEY (contact_id, workspace) REFERENCES contacts (id, workspace)
        );
        CREATE INDEX outreach_messages_by_contact ON outreach_messages (contact_id, at DESC);
        """;

    private const string Audit =
        """
        CREATE TABLE audit_events (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            workspace text NOT NULL,
            at timestamptz NOT NULL,
            actor text NOT NULL,
            action text NOT NULL,
            subject text NOT NULL,
            before_hash bytea,
            after_hash bytea
        );
        CREATE INDEX audit_events_by_subject ON audit_events (workspace, subject, id);
        CREATE TRIGGER audit_events_stay BEFORE UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER audit_events_last BEFORE DELETE ON audit_events FOR EACH ROW
            WHEN (OLD.at > now() - interval '3 years') EXECUTE FUNCTION refuse_change();
        """;
}
