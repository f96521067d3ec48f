using Gateway.Brain.Turns;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>What the functions and filters of one agent's run share, in the data of its kernel.</summary>
/// <param name="turn">The solution's side of the turn.</param>
/// <param name="tools">What the agent lists, by name.</param>
/// <param name="time">By which tools are timed out.</param>
internal sealed class ToolScope(SolutionTurn turn, IReadOnlyDictionary<string, Tool> tools, TimeProvider time)
{
    private const string Key = "gateway.tools";

    /// <summary>The solution's side of the turn; tools change it.</summary>
    public SolutionTurn Turn { get; } = turn;

    /// <summary>By which tools are timed out.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Key and time of the call that runs.</summary>
    public ToolCall Call { get; set; } = new(turn.Context.Turn.Id.CallKey(0), turn.Context.At);

    /// <summary>Whether the call that runs only reads back what it would do.</summary>
    public bool IsProposing { get; set; }

    /// <summary>The tool behind a function.</summary>
    public Tool ToolOf(KernelFunction function) => tools[function.Name];

    /// <summary>A kernel for the run, with the agent's plugin.</summary>
    public Kernel Open(KernelPlugin plugin)
    {
        var kernel = new Kernel();
        kernel.Data[Key] = this;
        kernel.Plugins.Add(plugin);
        return kernel;
    }

    /// <summary>The scope of a kernel.</summary>
    public static ToolScope In(Kernel kernel) => (ToolScope)kernel.Data[Key]!;
}
