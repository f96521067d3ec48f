using Gateway.Brain.Crm;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Shop.Settings;
using Gateway.Demo;
using Gateway.Sessions.Workspaces;
using Gateway.Shop;
using Gateway.Shop.Window;
using Gateway.Solutions;
using Gateway.Testing;
using Gateway.Tests.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Tests.Demo;

/// <summary>The tests of the demo pages share one site: nothing in them changes it.</summary>
[CollectionDefinition(nameof(DemoSite))]
public sealed class DemoSiteCollection : ICollectionFixture<DemoSite>;

/// <summary>
/// The demo pages over real HTTP and a real PostgreSQL, with the demo shop's own files and a business that is no shop.
/// </summary>
public sealed class DemoSite : IAsyncLifetime
{
    // Stands in for the widget: it remembers what the page had it do.
    private const string WidgetScript =
        """
        customElements.define("gateway-chat", class extends HTMLElement {
          open() { this.dataset.opened = "yes"; }
          send(text) { this.dataset.said = text; }
        });
        """;

    private PostgresServer? _postgres;
    private WebApplication? _app;

    /// <summary>The folder of the workspace files in the source tree.</summary>
    public static string WorkspacesPath { get; } = FindWorkspaces();

    /// <summary>Asks the site; redirects are not followed.</summary>
    public HttpClient Client { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    /// <summary>Where the site listens.</summary>
    public string Address => _app!.Urls.Single();

    /// <summary>The demo shop as its file describes it.</summary>
    public static Workspace ReadDemoShop() => TestReaders.Of(_ => "fake-token-for-tests")
        .ReadFile("demo-shop.json", File.ReadAllBytes(Path.Combine(WorkspacesPath, "demo-shop.json"))).Workspace!;

    /// <summary>The records behind the site.</summary>
    public Task<RecordsDbContext> OpenRecordsAsync() =>
        _app!.Services.GetRequiredService<IDbContextFactory<RecordsDbContext>>().CreateDbContextAsync();

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        var shop = ReadDemoShop();
        var centre = new Workspace { Id = "demo-centre", Name = "Centre <Test> & Fils", Solution = "inspection" };

        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<IWorkspaces>(new FixedWorkspaces(shop, centre));
        builder.Services.AddSingleton(NpgsqlDataSource.Create(_postgres.ConnectionString()));
        builder.Services.AddWholeRecords().AddCrm();
        builder.Services.AddSingleton(TimeProvider.System).AddCatalogue();
        builder.Services.AddSingleton<CatalogueImporter>();
        builder.Services.AddSingleton<KnownSolutions>().AddSolution<ShopInfo>();
        builder.Services.AddSingleton<ShopWindowReader>().AddSingleton<ShopPages>();
        builder.Services.Configure<CatalogueOptions>(options => options.WorkspacesPath = WorkspacesPath);
        builder.Services.AddDemo(WorkspacesPath);
        _app = builder.Build();
        _app.MapDemoPages();
        _app.MapGet("/widget/gateway-chat.js", () => Results.Text(WidgetScript, "text/javascript"));
        _app.MapGet("/health/ready", () => Results.Ok());

        await _app.Services.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        var imported = await _app.Services.GetRequiredService<CatalogueImporter>()
            .ImportAsync(shop, ShopSettings.Parse(shop).Settings!, isForced: false, CancellationToken.None);
        imported.Errors.ShouldBeEmpty();
        await _app.StartAsync();
        Client.BaseAddress = new Uri(Address);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    private static string FindWorkspaces()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
                return Path.Combine(folder.FullName, "workspaces");
        }

        throw new DirectoryNotFoundException("The tests do not run below the folder of Gateway.sln.");
    }
}
