using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gateway.Brain.Tests.Records;

public sealed class MigrationTests(RecordsServer server)
{
    [Fact]
    public async Task Nodes_that_start_together_bring_an_empty_database_up_to_date()
    {
        await using var database = await server.CreateEmptyAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => database.Migrator.MigrateAsync(TestContext.Current.CancellationToken)));

        (await database.AskAsync<long>("SELECT count(*) FROM schema_migrations")).ShouldBeGreaterThanOrEqualTo(1);
        (await database.AskAsync<long>("SELECT count(*) FROM products")).ShouldBe(0);
    }

    [Fact]
    public async Task Migrating_an_up_to_date_database_changes_nothing()
    {
        await using var database = await server.CreateAsync();
        await database.AskAsync<object>("INSERT INTO archive_cursors VALUES (3, '17-0')");

        await database.Migrator.MigrateAsync(TestContext.Current.CancellationToken);

        (await database.AskAsync<string>("SELECT position FROM archive_cursors WHERE shard = 3")).ShouldBe("17-0");
    }

    [Fact]
    public async Task Every_column_of_the_model_is_in_the_migrated_database_with_its_type()
    {
        await using var database = await server.CreateAsync();
        await using var db = database.CreateDbContext();
        var expected = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties().Select(property => Column(entity, property)))
            .ToList();

        var actual = new List<string>();
        await using var command = database.DataSource.CreateCommand(
            """
            SELECT relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN '' ELSE ' null' END
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            actual.Add(reader.GetString(0));

        expected.ShouldNotBeEmpty();
        expected.Except(actual).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_migrations_come_to_the_model()
    {
        await using var database = await server.CreateAsync();
        await using var db = database.CreateDbContext();

        db.Database.HasPendingModelChanges().ShouldBeFalse("src/Brain/README.md tells how the missing one is made");
    }

    [Fact]
    public async Task What_ran_stands_under_the_names_that_all_versions_read()
    {
        await using var database = await server.CreateAsync();

        const string First = """SELECT min("MigrationId") FROM schema_migrations WHERE "ProductVersion" <> ''""";
        (await database.AskAsync<string>(First)).ShouldBe("20261121000000_Foundation");
    }

    [Fact]
    public async Task The_schema_can_be_taken_back_and_made_again()
    {
        await using var database = await server.CreateAsync();
        await using (var db = database.CreateDbContext())
            await db.Database.MigrateAsync("0", TestContext.Current.CancellationToken);
        (await database.AskAsync<string>("SELECT to_regclass('products')::text")).ShouldBeNull();

        await database.Migrator.MigrateAsync(TestContext.Current.CancellationToken);

        (await database.AskAsync<string>("SELECT to_regclass('products')::text")).ShouldBe("products");
    }

    [Theory]
    [InlineData("gateway_fr", "Chaussures légères pour l’été", "'chaussur':1 'leger':2")]
    [InlineData("gateway_en", "Café tables and T-shirts", "'cafe':1 't-shirt':4 'shirt':6")]
    public async Task Texts_are_searched_without_accents_and_endings(string configuration, string text, string lexemes)
    {
        await using var database = await server.CreateAsync();
        var found = await database.AskAsync<string>($"SELECT to_tsvector('{configuration}', '{text}')::text");
        foreach (var lexeme in lexemes.Split(' '))
            found.ShouldNotBeNull().ShouldContain(lexeme);
    }

    private static string Column(IEntityType entity, IProperty property) =>
        $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()}{(property.IsNullable ? " null" : "")}";
}
