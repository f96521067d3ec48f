using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// What the brain costs, in one run: a turn of the house model in a large shop, the kernel beside a bare loop, and the
/// memory of a workspace.
/// </summary>
internal sealed class BrainCosts(Scale scale, TextWriter output)
{
    public async Task RunAsync()
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
        var few = await brain.ImportAsync(demo);
        output.WriteLine(Text($"## Semantic Kernel beside a bare loop, {questions.Count} questions, {few} products"));
        output.WriteLine();
        await new KernelComparison(brain, demo, scale.Asked, output).RunAsync(questions);

        output.WriteLine(Text($"## A shop of {few} products"));
        output.WriteLine();
        await new HouseTurns(brain, demo, scale.Asked, output).RunAsync(questions);

        var many = await brain.ImportAsync(large);
        output.WriteLine(Text($"## A shop of {many:N0} products"));
        output.WriteLine();
        await new HouseTurns(brain, large, scale.Asked, output).RunAsync(questions);

        output.WriteLine(Text($"## Memory of a workspace with {few} products in two languages"));
        output.WriteLine();
        await new WorkspaceMemory(brain, demo, scale.Workspaces, output).RunAsync(questions[0]);
        output.WriteLine(Text($"At the end the load average was {Disk.LoadAverage()}."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
