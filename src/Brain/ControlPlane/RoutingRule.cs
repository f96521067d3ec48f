using Gateway.Sessions;

namespace Gateway.Brain.ControlPlane;

/// <summary>What routing rules may look at, and nothing else.</summary>
/// <param name="Status">Where the session stands.</param>
/// <param name="LastAgent">Who answered last, or null before the first answer.</param>
/// <param name="State">The solution's state.</param>
internal sealed record RoutingFacts(SessionStatus Status, string? LastAgent, object State);

/// <summary>One rule of who speaks next.</summary>
/// <param name="Name">What the ledger calls it.</param>
/// <param name="Agent">Who speaks when it applies, or null when the brain is to be silent.</param>
/// <param name="Reason">Why it applies to these facts, in words for the ledger; null when it does not apply.</param>
internal sealed record RoutingRule(string Name, string? Agent, Func<RoutingFacts, string?> Reason);

/// <summary>A line of the control plane's ledger.</summary>
/// <param name="Turn">Number of the turn.</param>
/// <param name="Agent">Who was chosen, or null for silence.</param>
/// <param name="Rule">The rule that decided.</param>
/// <param name="Reason">Why it applied.</param>
/// <param name="At">When the message came that was answered.</param>
internal sealed record Decision(long Turn, string? Agent, string Rule, string Reason, DateTimeOffset At);
