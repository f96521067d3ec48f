using System.Collections.Frozen;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>The tools of an agent, as the plugin of its kernels and as models are told of them.</summary>
internal sealed class Toolbox
{
    /// <summary>Puts tools together.</summary>
    /// <param name="agent">Name of the agent.</param>
    /// <param name="tools">Each with a name of its own.</param>
    /// <exception cref="ArgumentException">Two tools have one name.</exception>
    public Toolbox(string agent, IReadOnlyList<Tool> tools)
    {
        ByName = tools.ToFrozenDictionary(tool => tool.Name, StringComparer.Ordinal);
        Plugin = KernelPluginFactory.CreateFromFunctions(
            agent.Replace('-', '_'), tools.Select(tool => tool.Function));
        Declared = [.. tools.Where(tool => tool.Policy != ToolPolicy.OperatorOnly).Select(tool => tool.Declaration)];
    }

    /// <summary>The tools by name.</summary>
    public IReadOnlyDictionary<string, Tool> ByName { get; }

    /// <summary>The same as functions of a kernel.</summary>
    public KernelPlugin Plugin { get; }

    /// <summary>What a model is told: those that an agent may call.</summary>
    public IReadOnlyList<AITool> Declared { get; }
}
