using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tests.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class IndexCacheTests(RecordsServer server) : IAsyncLifetime
{
    private const int Most = 100;
    private const int Each = 40;

    private readonly List<string> _read = [];
    private RecordsDatabase _database = null!;
    private IndexCache<string> _cache = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateAsync();
        await ImportAsync("one", "two", "three", "large");
        _cache = new IndexCache<string>(_database, "tests", Most, Caches.Meters, (_, workspace, _) =>
        {
            lock (_read)
                _read.Add(workspace);
            return Task.FromResult((workspace, workspace == "large" ? 2L * Most : Each));
        });
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_was_not_asked_for_longest_makes_room_and_is_read_again_when_it_is()
    {
        foreach (var workspace in new[] { "one", "two", "one", "three" })
            await AskAsync(workspace);

        _cache.Known("two", "fr").ShouldBeNull();
        _cache.Known("one", "fr").ShouldNotBeNull();
        _cache.Bytes.ShouldBe(2 * Each);
        await AskAsync("two");
        _read.ShouldBe(["one", "two", "three", "two"]);
        _cache.Bytes.ShouldBe(2 * Each);
    }

    [Fact]
    public async Task What_is_larger_than_the_bound_is_kept_alone_while_it_is_asked_for()
    {
        await AskAsync("one");
        await AskAsync("large");
        await AskAsync("large");

        _read.ShouldBe(["one", "large"]);
        _cache.Bytes.ShouldBe(2 * Most);
        await AskAsync("one");
        _cache.Bytes.ShouldBe(Each);
    }

    [Fact]
    public async Task However_many_ask_at_once_it_is_read_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _cache.ReadAsync("one", "fr")));
        await AskAsync("one");

        _read.Count.ShouldBeLessThan(20);
        _cache.Bytes.ShouldBe(Each);
    }

    [Fact]
    public async Task An_import_has_it_read_anew_and_counted_once()
    {
        await AskAsync("one");
        await ImportAsync("one");
        await AskAsync("one");

        _read.ShouldBe(["one", "one"]);
        _cache.Bytes.ShouldBe(Each);
    }

    [Fact]
    public async Task Of_what_was_never_imported_nothing_is_kept()
    {
        (await _cache.GetAsync("none", "fr", Cancellation)).ShouldBeNull();

        _cache.Bytes.ShouldBe(0);
    }

    private async Task AskAsync(string workspace) =>
        (await _cache.GetAsync(workspace, "fr", Cancellation)).ShouldNotBeNull().Value.ShouldBe(workspace);

    private async Task ImportAsync(params string[] workspaces)
    {
        await using var db = _database.CreateDbContext();
        foreach (var workspace in workspaces)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO catalogue_imports (workspace, content_hash, imported_at)
                VALUES ({workspace}, {Guid.NewGuid().ToByteArray()}, now())
                ON CONFLICT (workspace) DO UPDATE SET content_hash = excluded.content_hash
                """,
                Cancellation);
        }
    }
}
