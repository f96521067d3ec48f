using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class CatalogueSyncTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ChangingWorkspaces _workspaces = new(
        ShopFolder.Workspace("""{"catalogue": {"fr": "shop.json"} }"""));
    private readonly AwaitedLog _log = new();
    private ShopFolder _shop = null!;
    private CatalogueSync _sync = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop = await ShopFolder.CreateAsync(server);
        _sync = new CatalogueSync(_workspaces, _shop.Importer, _shop.Options, _shop.Clock, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _sync.StopAsync(CancellationToken.None);
        _sync.Dispose();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Only_what_changed_since_the_last_look_is_imported()
    {
        _shop.Write("shop.json", """[{"nom": "Théière", "prix": 42.9}]""");
        (await _sync.LookAsync(Cancellation))["shop"].Outcome.ShouldBe(ImportOutcome.Imported);
        (await _sync.LookAsync(Cancellation)).ShouldBeEmpty();

        _shop.Write("shop.json", """[{"nom": "Théière verte", "prix": 42.9}]""");
        (await _sync.LookAsync(Cancellation))["shop"].Outcome.ShouldBe(ImportOutcome.Imported);
        (await _shop.HandlesAsync()).ShouldBe(["theiere-verte"]);
    }

    [Fact]
    public async Task A_file_that_is_repaired_is_taken_up()
    {
        (await _sync.LookAsync(Cancellation))["shop"].Outcome.ShouldBe(ImportOutcome.Refused);
        (await _sync.LookAsync(Cancellation)).ShouldBeEmpty();

        _shop.Write("shop.json", """[{"nom": "Théière", "prix": 42.9}]""");
        (await _sync.LookAsync(Cancellation))["shop"].Outcome.ShouldBe(ImportOutcome.Imported);
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_refused_with_their_path()
    {
        _workspaces.Replace(ShopFolder.Workspace("""{"catalogue": {"fr": "../secrets.json"} }"""));
        var result = (await _sync.LookAsync(Cancellation))["shop"];
        result.Errors.ShouldHaveSingleItem().Column.ShouldBe("$.settings.catalogue.fr");
    }

    [Fact]
    public async Task Other_solutions_have_no_catalogue()
    {
        _workspaces.Replace(ShopFolder.Workspace("{}") with { Solution = "cars" });
        (await _sync.LookAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_looks_at_start_by_the_clock_and_when_a_workspace_changes()
    {
        _shop.Write("shop.json", """[{"nom": "Théière", "prix": 42.9}]""");
        await _sync.StartAsync(Cancellation);
        await _log.NextAsync(Cancellation);
        (await _shop.HandlesAsync()).ShouldBe(["theiere"]);

        _shop.Write("shop.json", """[{"nom": "Bol bleu", "prix": 9}]""");
        _shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await _log.NextAsync(Cancellation);
        (await _shop.HandlesAsync()).ShouldBe(["bol-bleu"]);

        _shop.Write("other.json", """[{"nom": "Carafe", "prix": 9}]""");
        _workspaces.Replace(ShopFolder.Workspace("""{"catalogue": {"fr": "other.json"} }"""));
        await _log.NextAsync(Cancellation);
        (await _shop.HandlesAsync()).ShouldBe(["carafe"]);
    }

    private sealed class ChangingWorkspaces(Workspace first) : IWorkspaces
    {
        public IReadOnlyCollection<Workspace> All { get; private set; } = [first];

        public event Action<IReadOnlyCollection<Workspace>>? Changed;

        public void Replace(Workspace workspace)
        {
            All = [workspace];
            Changed?.Invoke(All);
        }

        public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
            (workspace = All.FirstOrDefault(one => one.Id == id)) is not null;

        public bool TryGetByLine(
            string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
            [NotNullWhen(true)] out WorkspaceChannel? channel) =>
            new WorkspaceIndex(All).TryGetByLine(kind, line, out workspace, out channel);
    }

    /// <summary>Lets a test await the next line that the sync writes.</summary>
    private sealed class AwaitedLog : ILogger<CatalogueSync>
    {
        private readonly SemaphoreSlim _lines = new(0);

        public async Task NextAsync(CancellationToken cancellationToken) =>
            (await _lines.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken)).ShouldBeTrue();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            _lines.Release();
    }
}
