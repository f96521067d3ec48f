using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Brain.Records.Migrations;

/// <summary>
/// What each answered question is about, and the owner's other ways of asking it. Both have a constant default, so that
/// no row is rewritten; the next import fills them, because the reader's version has changed.
/// </summary>
[DbContext(typeof(RecordsDbContext))]
[Migration("20261130000000_AnswersAbout")]
internal sealed class AnswersAbout : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE faq_entries
            ADD COLUMN ways text[] NOT NULL DEFAULT '{}',
            ADD COLUMN about jsonb NOT NULL DEFAULT '{}';
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE faq_entries DROP COLUMN ways, DROP COLUMN about;");
}
