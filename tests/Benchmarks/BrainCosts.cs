using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// What the brain costs, in one run: a turn of the house model in a large shop, the kernel beside a bare loop, and the
/// memory of a workspace.
/// </summary>
internal sealed class BrainCosts(Scale scale, TextWriter output)
{
    public Task RunAsync() => RunAsync(async (brain, demo, large, questions) =>
    {
        var few = await brain.ImportAsync(demo);
        output.WriteLine(Text($"## Semantic Kernel beside a bare loop, {questions.Count} questions, {few} products"));
        output.WriteLine();
        await new KernelComparison(brain, demo, scale.Asked, output).RunAsync(questions);

        output.WriteLine(Text($"## A shop of {few} products"));
        output.WriteLine();
        await new HouseTurns(brain, demo, scale.Asked, output).RunAsync(questions);
        await TurnsInAsync(brain, large, questions);
        await WeighAsync(brain, demo, questions, few);
    });

    /// <summary>The turns in the large shop alone.</summary>
    public Task RunShopAsync() => RunAsync((brain, _, large, questions) => TurnsInAsync(brain, large, questions));

    /// <summary>The memory of workspaces alone.</summary>
    public Task RunWorkspacesAsync() => RunAsync(async (brain, demo, _, questions) =>
        await WeighAsync(brain, demo, questions, await brain.ImportAsync(demo)));

    private async Task RunAsync(Func<BareBrain, Workspace, Workspace, IReadOnlyList<Question>, Task> measure)
    {
        var questions = Question.ReadHeld();
        var (demo, large) = (BareBrain.DemoShop(), ShopFiles.LargeShop());
        using var files = new ShopFiles(scale.Products);
        await using var postgres = await PostgresServer.StartAsync();
        await using var brain = await BareBrain.CreateAsync(postgres, files.Folder);
        brain.Serve(demo, large);

        output.WriteLine(
            Text($"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription},"));
        output.WriteLine(Text($"{RuntimeInformation.OSDescription}; load average {Disk.LoadAverage()}."));
        output.WriteLine();
        await measure(brain, demo, large, questions);
        output.WriteLine(Text($"At the end the load average was {Disk.LoadAverage()}."));
    }

    private async Task TurnsInAsync(BareBrain brain, Workspace large, IReadOnlyList<Question> questions)
    {
        var many = await brain.ImportAsync(large);
        output.WriteLine(Text($"## A shop of {many:N0} products"));
        output.WriteLine();
        await new HouseTurns(brain, large, scale.Asked, output).RunAsync(questions);
    }

    private async Task WeighAsync(
        BareBrain brain, Workspace demo, IReadOnlyList<Question> questions, int products)
    {
        // What all workspaces share is there already: what was learned, lexicons, the thesaurus.
        foreach (var question in questions.DistinctBy(question => question.Locale))
            _ = await brain.Handler.RunAsync(question.Ask(demo), new Unheard(), CancellationToken.None);
        output.WriteLine(Text($"## Memory of a workspace with {products} products in two languages"));
        output.WriteLine();
        await new WorkspaceMemory(brain, demo, scale.Workspaces, output).RunAsync(questions[0]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
