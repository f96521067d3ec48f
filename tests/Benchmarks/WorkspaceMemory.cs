using System.Globalization;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Benchmarks;

/// <summary>
/// What a small shop takes of the managed heap, once all that is kept of it in memory is: copies of the demonstration
/// shop, each read from the database for itself.
/// </summary>
internal sealed class WorkspaceMemory(BareBrain brain, Workspace model, int workspaces, TextWriter output)
{
    private static readonly string[] Locales = ["fr", "en"];

    public async Task RunAsync(Question question)
    {
        await CopyAsync();
        var before = Measure();
        var all = Enumerable.Range(1, workspaces)
            .Select(number => BareBrain.DemoShop() with { Id = Text($"shop-{number}") })
            .ToArray();
        foreach (var workspace in all)
            _ = ShopSettings.Parse(workspace);
        brain.Serve(all);
        var served = Measure();
        var french = await AfterAsync(all, workspace => LoadAsync(workspace, "fr"));
        var english = await AfterAsync(all, workspace => LoadAsync(workspace, "en"));
        var answers = await AfterAsync(all, async workspace =>
        {
            foreach (var locale in Locales)
                await brain.Get<CatalogueSearch>().FindAnswersAsync(
                    workspace.Id, locale, question.Text, 1, CancellationToken.None);
        });
        var turns = await AfterAsync(
            all, workspace => brain.Handler.RunAsync(question.Ask(workspace), new Unheard(), CancellationToken.None));

        output.WriteLine(Text($"| of {workspaces:N0} workspaces | KB each |"));
        output.WriteLine("| --- | ---: |");
        Row("served, settings read", served - before);
        Row("index of its products in French", french - served);
        Row("index of its products in English", english - french);
        Row("answered questions in both, of which 256 are kept", answers - english);
        Row("a turn each", turns - answers);
        Row("**all**", turns - before);
        output.WriteLine();
        GC.KeepAlive(all);
    }

    private static async Task<long> AfterAsync(Workspace[] all, Func<Workspace, Task> act)
    {
        foreach (var workspace in all)
            await act(workspace);
        return Measure();
    }

    private async Task LoadAsync(Workspace workspace, string locale) =>
        _ = await brain.Get<CatalogueSearch>().ListProductNamesAsync(workspace.Id, locale, CancellationToken.None);

    private void Row(string what, long bytes) =>
        output.WriteLine(Text($"| {what} | {(double)bytes / workspaces / 1_024:N1} |"));

    private static long Measure()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private Task CopyAsync() => brain.ExecuteAsync(Text(
        $"""
        INSERT INTO products (workspace, handle, record, price, compare_at_price, currency, stock, image_url, vendor)
        SELECT 'shop-' || n, handle, record, price, compare_at_price, currency, stock, image_url, vendor
        FROM products, generate_series(1, {workspaces}) AS n WHERE workspace = '{model.Id}';

        INSERT INTO product_texts
            (product_id, locale, title, description, category, tags, options, variants, facts)
        SELECT copy.id, locale, title, description, category, tags, options, variants, facts
        FROM products AS copy
        JOIN products AS own ON own.workspace = '{model.Id}' AND own.handle = copy.handle
        JOIN product_texts AS text ON text.product_id = own.id
        WHERE copy.workspace LIKE 'shop-%';

        INSERT INTO faq_entries (workspace, locale, position, question, answer, ways, about)
        SELECT 'shop-' || n, locale, position, question, answer, ways, about
        FROM faq_entries, generate_series(1, {workspaces}) AS n WHERE workspace = '{model.Id}';

        INSERT INTO catalogue_imports (workspace, content_hash, imported_at)
        SELECT 'shop-' || n, content_hash, imported_at
        FROM catalogue_imports, generate_series(1, {workspaces}) AS n WHERE workspace = '{model.Id}';
        ANALYZE;
        """));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
