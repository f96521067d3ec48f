using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// The first schema. The tables are empty when it runs. The extensions are trusted ones, which the owner of a database
/// may create without being a superuser.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261121000000_Foundation")]
internal sealed class Foundation : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(TextSearch);
        migrationBuilder.Sql(Catalogue);
        migrationBuilder.Sql(Prospects);
        migrationBuilder.Sql(Access);
        migrationBuilder.Sql(Archive);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE archive_cursors, archived_entries, archived_turns, archived_sessions, data_protection_keys, api_keys, prospects,
            catalogue_imports, search_words, faq_entries, product_texts, products;
        DROP TEXT SEARCH CONFIGURATION gateway_fr, gateway_en, gateway_words;
        """);

    // gateway_words keeps whole words, for the list of what a workspace's texts say.
    private const string TextSearch =
        """
        CREATE EXTENSION IF NOT EXISTS unaccent;
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

        CREATE TEXT SEARCH CONFIGURATION gateway_fr (COPY = french);
        ALTER TEXT SEARCH CONFIGURATION gateway_fr
            ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, hword, hword_part, word WITH unaccent, french_stem;
        CREATE TEXT SEARCH CONFIGURATION gateway_en (COPY = english);
        ALTER TEXT SEARCH CONFIGURATION gateway_en
            ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, hword, hword_part, word WITH unaccent, english_stem;
        CREATE TEXT SEARCH CONFIGURATION gateway_words (COPY = simple);
        ALTER TEXT SEARCH CONFIGURATION gateway_words
            ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, hword, hword_part, word WITH unaccent, simple;
        """;

    private const string Catalogue =
        """
        CREATE TABLE products (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            workspace text NOT NULL,
            handle text NOT NULL,
            price numeric(12, 2) NOT NULL CHECK (price >= 0),
            compare_at_price numeric(12, 2) CHECK (compare_at_price >= 0),
            currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
            stock integer CHECK (stock >= 0),
            image_url text,
            vendor text,
            UNIQUE (workspace, handle)
        );

        CREATE TABLE product_texts (
            product_id bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
            locale text NOT NULL CHECK (locale IN ('fr', 'en')),
            title text NOT NULL,
            description text NOT NULL,
            category text NOT NULL,
            tags text NOT NULL,
            options text,
            search tsvector NOT NULL GENERATED ALWAYS AS (
                setweight(to_tsvector(CASE locale WHEN 'fr' THEN 'gateway_fr'::regconfig ELSE 'gateway_en'::regconfig END, title), 'A')
                || setweight(to_tsvector(CASE locale WHEN 'fr' THEN 'gateway_fr'::regconfig ELSE 'gateway_en'::regconfig END, category), 'B')
                || setweight(to_tsvector(CASE locale WHEN 'fr' THEN 'gateway_fr'::regconfig ELSE 'gateway_en'::regconfig END,
                    tags || ' ' || coalesce(options, '')), 'C')
                || setweight(to_tsvector(CASE locale WHEN 'fr' THEN 'gateway_fr'::regconfig ELSE 'gateway_en'::regconfig END, description), 'D')
            ) STORED,
            PRIMARY KEY (product_id, locale)
        );
        CREATE INDEX product_texts_search ON product_texts USING gin (search);

        CREATE TABLE faq_entries (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            workspace text NOT NULL,
            locale text NOT NULL CHECK (locale IN ('fr', 'en')),
            position integer NOT NULL,
            question text NOT NULL,
            answer text NOT NULL,
            search tsvector NOT NULL GENERATED ALWAYS AS (
                setweight(to_tsvector(CASE locale WHEN 'fr' THEN 'gateway_fr'::regconfig ELSE 'gateway_en'::regconfig END, question), 'A')
                || setweight(to_tsvector(CASE locale WHEN 'fr' THEN 'gateway_fr'::regconfig ELSE 'gateway_en'::regconfig END, answer), 'D')
            ) STORED,
            UNIQUE (workspace, locale, position)
        );

        -- Every word of a workspace's texts with its lexeme and the number of texts that hold the lexeme: what a misspelt word is compared with.
        CREATE TABLE search_words (
            workspace text NOT NULL,
            source text NOT NULL CHECK (source IN ('product', 'faq')),
            locale text NOT NULL CHECK (locale IN ('fr', 'en')),
            word text NOT NULL,
            lexeme text NOT NULL,
            documents integer NOT NULL,
            PRIMARY KEY (workspace, source, locale, word, lexeme)
        );

        CREATE TABLE catalogue_imports (
            workspace text PRIMARY KEY,
            content_hash bytea NOT NULL,
            imported_at timestamptz NOT NULL
        );
        """;

    private const string Prospects =
        """
        CREATE TABLE prospects (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            workspace text NOT NULL,
            session_id text NOT NULL,
            channel text NOT NULL,
            last_name text NOT NULL,
            first_name text NOT NULL,
            phone text NOT NULL CHECK (phone ~ '^[+][1-9][0-9]{5,14}$'),
            address text NOT NULL,
            product_handle text NOT NULL,
            product_title text NOT NULL,
            quantity integer NOT NULL CHECK (quantity >= 1),
            unit_price numeric(12, 2) NOT NULL CHECK (unit_price >= 0),
            currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
            free_delivery boolean NOT NULL,
            status text NOT NULL CHECK (status IN ('hot', 'warm', 'cold', 'won', 'lost')),
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            idempotency_key text NOT NULL UNIQUE
        );
        CREATE INDEX prospects_by_workspace ON prospects (workspace, id DESC);
        """;

    private const string Access =
        """
        CREATE TABLE api_keys (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            workspace text,
            name text NOT NULL,
            key_hash bytea NOT NULL UNIQUE,
            created_at timestamptz NOT NULL,
            revoked_at timestamptz
        );

        CREATE TABLE data_protection_keys (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            friendly_name text,
            xml text NOT NULL
        );
        """;

    private const string Archive =
        """
        CREATE TABLE archived_sessions (
            session_id text PRIMARY KEY,
            workspace text NOT NULL,
            channel text NOT NULL,
            address text NOT NULL,
            contact text,
            locale text NOT NULL,
            status text NOT NULL,
            last_seq bigint NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            rating integer CHECK (rating BETWEEN 1 AND 5),
            rating_comment text
        );
        CREATE INDEX archived_sessions_by_status ON archived_sessions (workspace, status, updated_at DESC, session_id);
        CREATE INDEX archived_sessions_by_time ON archived_sessions (workspace, updated_at DESC, session_id);

        CREATE TABLE archived_turns (
            turn_id text PRIMARY KEY,
            session_id text NOT NULL,
            number bigint NOT NULL,
            committed_at timestamptz NOT NULL
        );

        CREATE TABLE archived_entries (
            session_id text NOT NULL,
            seq bigint NOT NULL,
            role text NOT NULL,
            author text,
            text text NOT NULL,
            parts jsonb NOT NULL,
            content jsonb,
            turn_id text,
            external_id text,
            at timestamptz NOT NULL,
            PRIMARY KEY (session_id, seq)
        );

        CREATE TABLE archive_cursors (
            shard integer PRIMARY KEY,
            position text NOT NULL
        );
        """;
}
