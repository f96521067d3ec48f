using System.Text.Json.Serialization;
using Gateway.Sessions;

namespace Gateway.Brain.ControlPlane;

/// <summary>What routing rules may look at, and nothing else.</summary>
/// <param name="Status">Where the session stands.</param>
/// <param name="LastAgent">Who answered last, or null before the first answer.</param>
/// <param name="Ran">Who has run in this turn already, in order.</param>
/// <param name="State">The solution's state.</param>
internal sealed record RoutingFacts(
    SessionStatus Status, string? LastAgent, IReadOnlyList<string> Ran, object State);

/// <summary>Where a rule leads.</summary>
/// <param name="Agent">Who is next, or null when nobody is.</param>
/// <param name="Reason">Why it applies to these facts, in words for the ledger.</param>
internal sealed record Route(string? Agent, string Reason);

/// <summary>One rule of who is next.</summary>
/// <param name="Name">What the ledger calls it.</param>
internal abstract record RoutingRule(string Name)
{
    /// <summary>Where it leads; null when it does not apply.</summary>
    public abstract Route? Apply(RoutingFacts facts);
}

/// <summary>A rule over the state of one solution.</summary>
/// <typeparam name="TState">The state's type.</typeparam>
/// <param name="Name">What the ledger calls it.</param>
/// <param name="Decide">Where it leads, by the facts and the state; null when it does not apply.</param>
internal sealed record RoutingRule<TState>(string Name, Func<RoutingFacts, TState, Route?> Decide) : RoutingRule(Name)
{
    /// <summary>A rule that leads to one agent.</summary>
    /// <param name="name">What the ledger calls it.</param>
    /// <param name="agent">Who is next when it applies, or null when nobody is.</param>
    /// <param name="reason">Why it applies; null when it does not.</param>
    public RoutingRule(string name, string? agent, Func<RoutingFacts, TState, string?> reason)
        : this(name, (facts, state) => reason(facts, state) is { } why ? new Route(agent, why) : null)
    {
    }

    /// <inheritdoc/>
    public override Route? Apply(RoutingFacts facts) => Decide(facts, (TState)facts.State);
}

/// <summary>A line of the control plane's ledger.</summary>
/// <param name="Turn">Number of the turn.</param>
/// <param name="Agent">Who was chosen, or null for silence.</param>
/// <param name="Rule">The rule that decided.</param>
/// <param name="Reason">Why it applied.</param>
/// <param name="At">When the message came that was answered.</param>
internal sealed record Decision(long Turn, string? Agent, string Rule, string Reason, DateTimeOffset At)
{
    /// <summary>Stands for the facts that the rules looked at; null where none did. For the ledger alone.</summary>
    [JsonIgnore]
    public string? Digest { get; init; }

    /// <summary>The rules that were asked, the one that decided last; empty where none was. For the ledger
    /// alone.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>How long the rules took. For the ledger alone.</summary>
    [JsonIgnore]
    public double ElapsedMs { get; init; }
}
