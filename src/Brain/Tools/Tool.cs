using System.Text.Json;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>An action an agent may take: a function of its kernel with a typed schema, a time-out and a
/// policy.</summary>
internal abstract class Tool
{
    /// <summary>Describes the tool.</summary>
    /// <param name="name">The name models call it by: lower-case words joined by underscores.</param>
    /// <param name="description">What a model is told that it does.</param>
    /// <param name="arguments">A record; its properties are the schema.</param>
    protected Tool(string name, string description, Type arguments)
        : this(name, description, BrainSchema.Of(arguments))
    {
    }

    /// <summary>Describes a tool whose arguments are no record of ours.</summary>
    /// <param name="name">The name models call it by.</param>
    /// <param name="description">What a model is told that it does.</param>
    /// <param name="schema">JSON schema of its arguments.</param>
    protected Tool(string name, string description, JsonElement schema)
    {
        Name = name;
        Function = KernelFunctionFactory.CreateFromMethod(
            RunAsync, new KernelFunctionFromMethodOptions { FunctionName = name, Description = description });
        Declaration = new DeclaredFunction(Function, description, schema);
    }

    /// <summary>The name models call it by.</summary>
    public string Name { get; }

    /// <summary>The function that runs it, in a kernel that has a <see cref="ToolScope"/>.</summary>
    public KernelFunction Function { get; }

    /// <summary>What the model is told about it: a name, what it does and the JSON schema of its arguments.</summary>
    public AIFunction Declaration { get; }

    /// <summary>What must hold before it may run.</summary>
    public virtual ToolPolicy Policy => ToolPolicy.ReadOnly;

    /// <summary>
    /// Whether a call that is not confirmed becomes a proposal, with the arguments the model sent; else it is refused.
    /// </summary>
    public virtual bool ProposesItself => false;

    /// <summary>
    /// Whether what it returns supports what is said. What comes from outside does not: whoever words it there would
    /// have us say any price.
    /// </summary>
    public virtual bool SupportsClaims => true;

    /// <summary>
    /// The intent in whose words one agrees to it besides a yes, as "oui, annulez-la" to a cancellation; null for none.
    /// </summary>
    public virtual string? AgreedBy => null;

    /// <summary>
    /// Whether a message agrees to it in the words of its trade: true where no plain yes says so ("deal, where do I
    /// sign?"), false where one says something else ("yes, that's what I'm afraid of"), null where the yes decides.
    /// </summary>
    /// <param name="turn">The solution's side of the running turn.</param>
    /// <param name="message">What the contact wrote.</param>
    /// <param name="readBack">What was read back.</param>
    public virtual bool? AgreesIn(SolutionTurn turn, string message, string readBack) => null;

    /// <summary>After which time a call is given up and answered to the model as an error.</summary>
    public virtual TimeSpan Timeout => TimeSpan.FromSeconds(10);

    /// <summary>Runs the tool.</summary>
    /// <param name="turn">The solution's side of the running turn, its state among it.</param>
    /// <param name="arguments">What the model sent.</param>
    /// <param name="call">Key and time of this call.</param>
    /// <param name="cancellationToken">Ends the call at the tool's time-out or the turn's deadline.</param>
    /// <returns>The result as the model will read it.</returns>
    /// <exception cref="JsonException">The arguments do not fit the schema.</exception>
    public abstract Task<JsonElement> InvokeAsync(
        SolutionTurn turn, JsonElement arguments, ToolCall call, CancellationToken cancellationToken);

    /// <summary>Reads back what a call would do, where it <see cref="ProposesItself"/>.</summary>
    /// <param name="turn">The solution's side of the running turn; the proposal is left there.</param>
    /// <param name="arguments">What the model sent.</param>
    /// <returns>What the model is told of it.</returns>
    protected internal virtual JsonElement Propose(SolutionTurn turn, JsonElement arguments) =>
        throw new NotSupportedException("This tool is proposed by others.");

    private async Task<JsonElement> RunAsync(
        Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken)
    {
        var scope = ToolScope.In(kernel);
        if (scope.IsProposing)
            return Propose(scope.Turn, Json(arguments));
        using var timeout = new CancellationTokenSource(Timeout, scope.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return await InvokeAsync(scope.Turn, Json(arguments), scope.Call, both.Token).WaitAsync(both.Token);
    }

    private static JsonElement Json(KernelArguments arguments)
    {
        try
        {
            return JsonSerializer.SerializeToElement<IDictionary<string, object?>>(arguments, BrainJson.Options);
        }
        catch (NotSupportedException exception)
        {
            throw new JsonException("Arguments are not a JSON object.", exception);
        }
    }

    // The kernel's own schema, put together from parameters, says less than the record's.
    private sealed class DeclaredFunction(AIFunction function, string description, JsonElement schema)
        : DelegatingAIFunction(function)
    {
        public override string Description => description;

        public override JsonElement JsonSchema => schema;
    }
}

/// <summary>
/// A tool of one solution with effects outside the session: it does what was read back and confirmed. A model only asks
/// for it; the arguments are those of the <see cref="Proposal"/>.
/// </summary>
/// <typeparam name="TTurn">The solution's side of a turn.</typeparam>
/// <typeparam name="TProposed">The record that was proposed.</typeparam>
internal abstract class ConfirmedTool<TTurn, TProposed>(string name, string description)
    : Tool(name, description, typeof(NoArguments))
    where TTurn : SolutionTurn
{
    /// <inheritdoc/>
    public sealed override ToolPolicy Policy => ToolPolicy.NeedsConfirmation;

    /// <inheritdoc/>
    public sealed override async Task<JsonElement> InvokeAsync(
        SolutionTurn turn, JsonElement arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var proposed = arguments.Deserialize<TProposed>(BrainJson.Options)
            ?? throw new JsonException("Nothing was proposed.");
        var result = await RunAsync((TTurn)turn, proposed, call, cancellationToken);
        return JsonSerializer.SerializeToElement(result, result.GetType(), BrainJson.Options);
    }

    /// <summary>Does it.</summary>
    /// <returns>A record that the model reads as JSON.</returns>
    protected abstract Task<object> RunAsync(
        TTurn turn, TProposed proposed, ToolCall call, CancellationToken cancellationToken);
}

/// <summary>Nothing has to be said.</summary>
internal sealed record NoArguments;

/// <summary>A tool of one solution.</summary>
/// <typeparam name="TTurn">The solution's side of a turn.</typeparam>
/// <typeparam name="TArguments">A record; its properties are the schema.</typeparam>
internal abstract class Tool<TTurn, TArguments>(string name, string description)
    : Tool(name, description, typeof(TArguments))
    where TTurn : SolutionTurn
{
    /// <inheritdoc/>
    public sealed override async Task<JsonElement> InvokeAsync(
        SolutionTurn turn, JsonElement arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var typed = arguments.Deserialize<TArguments>(BrainJson.Strict)
            ?? throw new JsonException("Arguments are missing.");
        var result = await RunAsync((TTurn)turn, typed, call, cancellationToken);
        return JsonSerializer.SerializeToElement(result, result.GetType(), BrainJson.Options);
    }

    /// <summary>Does it.</summary>
    /// <returns>A record that the model reads as JSON.</returns>
    protected abstract Task<object> RunAsync(
        TTurn turn, TArguments arguments, ToolCall call, CancellationToken cancellationToken);
}
