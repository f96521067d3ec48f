using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What products are about, as an embedding model tells it. A new table; of the others only its reference to products'
/// texts takes a lock, for a moment. It is filled in the background where a model is configured.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130200000_ProductVectors")]
internal sealed class ProductVectors : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE product_vectors (
            product_id bigint NOT NULL,
            locale text NOT NULL,
            model text NOT NULL,
            text_hash bytea NOT NULL,
            dimensions integer NOT NULL CHECK (dimensions > 0),
            vector bytea NOT NULL CHECK (octet_length(vector) = 4 * dimensions),
            embedded_at timestamptz NOT NULL,
            CONSTRAINT pk_product_vectors PRIMARY KEY (product_id, locale),
            CONSTRAINT fk_product_vectors_product_texts_product_id_locale FOREIGN KEY (product_id, locale)
                REFERENCES product_texts (product_id, locale) ON DELETE CASCADE
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("product_vectors");
}
