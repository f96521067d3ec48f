using System.Text.Json;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;

namespace Gateway.Brain.Agents;

/// <summary>A role the brain plays.</summary>
/// <param name="Name">Unique among all solutions; the ledger, the house model's skills and metrics know it by this
/// name.</param>
/// <param name="Instructions">What a model is told about the role.</param>
internal abstract record Agent(string Name, Instructions Instructions);

/// <summary>A role whose words reach the contact.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tools">All that it may do; nothing else can be reached.</param>
/// <param name="Instructions">What a model is told about the role.</param>
internal sealed record Speaker(string Name, Toolbox Tools, Instructions Instructions) : Agent(Name, Instructions)
{
    /// <summary>A speaker with its embedded prompt.</summary>
    /// <param name="prompt">Name of the prompt.</param>
    /// <param name="name">Its name.</param>
    /// <param name="tools">All that it may do.</param>
    public static Speaker Of(string prompt, string name, params IReadOnlyList<Tool> tools) =>
        new(name, new Toolbox(name, tools), Instructions.Load(prompt));
}

/// <summary>A role that is not heard: it answers a record, and code takes that up or refuses it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Instructions">What a model is told about the role.</param>
internal abstract record Judge(string Name, Instructions Instructions) : Agent(Name, Instructions)
{
    /// <summary>JSON schema of the record.</summary>
    public abstract JsonElement Schema { get; }

    /// <summary>Whether what it answers has effects outside the session: a replay takes them from the record.</summary>
    public bool Acts { get; init; }

    /// <summary>Reads an answer and does nothing with it.</summary>
    /// <exception cref="JsonException">It is no such record.</exception>
    public abstract void Check(JsonElement answer);

    /// <summary>Takes up an answer.</summary>
    /// <param name="turn">The solution's side of the turn; changed.</param>
    /// <param name="answer">What the model answered.</param>
    /// <param name="call">Key and time, for what has an effect outside.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is wrong with the answer; null when it was taken up.</returns>
    /// <exception cref="JsonException">It is no such record.</exception>
    public abstract Task<string?> TakeAsync(
        SolutionTurn turn, JsonElement answer, ToolCall call, CancellationToken cancellationToken);
}

/// <summary>A judge that answers a record of one type.</summary>
/// <typeparam name="TTurn">The solution's side of a turn.</typeparam>
/// <typeparam name="TAnswer">The record; its properties are the schema.</typeparam>
/// <param name="Name">Its name.</param>
/// <param name="Instructions">What a model is told about the role.</param>
/// <param name="Take">Takes up an answer: what is wrong with it, or null.</param>
internal sealed record Judge<TTurn, TAnswer>(
    string Name, Instructions Instructions, Func<TTurn, TAnswer, ToolCall, CancellationToken, Task<string?>> Take)
    : Judge(Name, Instructions)
    where TTurn : SolutionTurn
    where TAnswer : class
{
    /// <inheritdoc/>
    public override JsonElement Schema { get; } = BrainSchema.Of(typeof(TAnswer));

    /// <inheritdoc/>
    public override void Check(JsonElement answer) => Read(answer);

    /// <inheritdoc/>
    public override Task<string?> TakeAsync(
        SolutionTurn turn, JsonElement answer, ToolCall call, CancellationToken cancellationToken) =>
        Take((TTurn)turn, Read(answer), call, cancellationToken);

    private static TAnswer Read(JsonElement answer) =>
        answer.Deserialize<TAnswer>(BrainJson.Strict) ?? throw new JsonException("There is no answer.");
}
