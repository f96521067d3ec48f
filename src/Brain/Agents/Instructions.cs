using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Brain.Turns;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Agents;

/// <summary>
/// What a model is told about a role: a prompt template of Semantic Kernel, embedded in the assembly. It may name
/// <c>workspace</c> (the business), <c>language</c> (to answer in) and what the solution's turn adds.
/// </summary>
internal sealed partial class Instructions
{
    private static readonly ConcurrentDictionary<string, Instructions> Loaded = [];
    private static readonly Kernel NoTools = new();

    private readonly IPromptTemplate _template;

    private Instructions(string text)
    {
        // What is filled in is the business's own, and may be told.
        Fixed = [.. Placeholders().Split(text)];
        _template = new KernelPromptTemplateFactory
        {
            // Nothing parses the text afterwards: what is filled in stays as it is written.
            AllowDangerouslySetContent = true,
        }.Create(new PromptTemplateConfig(text) { AllowDangerouslySetContent = true });
    }

    /// <summary>Its words without what is filled in, piece by piece.</summary>
    public IReadOnlyList<string> Fixed { get; }

    [GeneratedRegex(@"\{\{[^}]*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholders();

    /// <summary>The embedded prompt of that name.</summary>
    /// <param name="name">As <c>Solution.agent</c>, without <c>.prompt</c>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Instructions Load(string name) => Loaded.GetOrAdd(name, static name =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.prompt")
            ?? throw new InvalidOperationException($"There is no prompt {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Instructions(reader.ReadToEnd().Trim());
    });

    /// <summary>A prompt as it stands in a configuration, or in a file of who tries one out.</summary>
    /// <param name="text">In the notation of Semantic Kernel's templates.</param>
    /// <exception cref="KernelException">It is no template.</exception>
    public static Instructions Of(string text) => new(text);

    /// <summary>The prompt for a turn.</summary>
    /// <param name="turn">The solution's side of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<string> RenderAsync(SolutionTurn turn, CancellationToken cancellationToken)
    {
        var arguments = new KernelArguments
        {
            ["workspace"] = turn.Context.Workspace.Name,
            ["language"] = turn.Context.Locale == "fr" ? "French, with \"vous\"" : "English",
        };
        foreach (var (name, value) in turn.PromptValues)
            arguments[name] = value;
        return _template.RenderAsync(NoTools, arguments, cancellationToken);
    }
}
