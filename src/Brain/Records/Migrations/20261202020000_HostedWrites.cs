using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// Which appointments are to be written into an existing database. A new table alone. It does not refer to
/// <c>appointments</c>: it is told before one is made, and outlives one that came to nothing.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261202020000_HostedWrites")]
internal sealed class HostedWrites : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE hosted_writes (
            appointment uuid NOT NULL CONSTRAINT pk_hosted_writes PRIMARY KEY,
            workspace text NOT NULL,
            due timestamptz NOT NULL,
            attempts integer NOT NULL
        );
        CREATE INDEX ix_hosted_writes_due ON hosted_writes (due);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "DROP TABLE hosted_writes");
}
