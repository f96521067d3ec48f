using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>What of a shop's files could not be taken in, for somebody to look at.</summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261129100000_CatalogueFaults")]
internal sealed class CatalogueFaults : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE catalogue_faults (
            id text PRIMARY KEY,
            workspace text NOT NULL,
            reason text NOT NULL,
            at timestamptz NOT NULL
        );
        CREATE INDEX ix_catalogue_faults_workspace ON catalogue_faults (workspace);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP TABLE catalogue_faults;");
}
