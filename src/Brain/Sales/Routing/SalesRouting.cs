using System.Globalization;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Settings;

namespace Gateway.Brain.Sales.Routing;

/// <summary>
/// Who goes on, as pure functions of the state and of who has worked in this turn, in the order in which they are
/// asked. Nobody works twice in a turn; once the contact was answered only what has to be recorded is still done.
/// </summary>
internal static class SalesRouting
{
    /// <summary>Who is not classified yet, is.</summary>
    public static Route? NoType(SalesState state, IReadOnlyList<string> spoken, SalesSettings settings) =>
        state is { Type: null, Closed: false } && !spoken.Contains(SalesAgents.Classifier)
        && !HasAnswered(spoken, settings)
            ? new Route(SalesAgents.Classifier, "they are not classified yet")
            : null;

    /// <summary>What is at its end stays there, but for what is still to be recorded.</summary>
    public static Route? Closed(SalesState state) => state is { Closed: true } && !HasToRecord(state)
        ? new Route(Agent: null, "the conversation came to its end")
        : null;

    /// <summary>That they buy is recorded, once.</summary>
    public static Route? Converted(SalesState state, IReadOnlyList<string> spoken) =>
        state is { Converted: true, ConversionRecorded: false } && !spoken.Contains(SalesAgents.Crm)
            ? new Route(SalesAgents.Crm, "they buy, and it is not recorded yet")
            : null;

    /// <summary>That a person takes over is recorded, once.</summary>
    public static Route? Escalated(SalesState state, IReadOnlyList<string> spoken) =>
        state is { Escalated: true, EscalationRecorded: false } && !spoken.Contains(SalesAgents.Crm)
            ? new Route(
                SalesAgents.Crm,
                $"a person takes over ({NameOf(state.Escalation)}), and it is not recorded yet")
            : null;

    /// <summary>What was promised in the answer (a demonstration, to write later) is recorded after it.</summary>
    public static Route? Promised(SalesState state, IReadOnlyList<string> spoken, SalesSettings settings) =>
        state.HasPromises && HasAnswered(spoken, settings) && !spoken.Contains(SalesAgents.Crm)
            ? new Route(SalesAgents.Crm, "something was promised, and it is not recorded yet")
            : null;

    /// <summary>A turn has one answer.</summary>
    public static Route? Answered(IReadOnlyList<string> spoken, SalesSettings settings) =>
        HasAnswered(spoken, settings) ? new Route(Agent: null, "the contact was answered") : null;

    /// <summary>The workspace's own rules, the first that applies first.</summary>
    public static Route? Own(SalesState state, IReadOnlyList<string> spoken, SalesSettings settings) =>
        state is { Converted: false, Escalated: false, Closed: false }
        && (spoken.Contains(SalesAgents.Classifier) || spoken.Contains(SalesAgents.Supervisor))
        && settings.Rules.FirstOrDefault(rule => !spoken.Contains(rule.Agent) && Holds(rule, state)) is { } own
            ? new Route(own.Agent, string.Create(
                CultureInfo.InvariantCulture, $"the workspace's own rule holds (score {state.Score})"))
            : null;

    /// <summary>Who the last agent says should go on, does.</summary>
    public static Route? Suggested(SalesState state, IReadOnlyList<string> spoken, SalesSettings settings) =>
        state is { Closed: false, NextAgent: { } agent } && !spoken.Contains(agent) && IsKnown(agent, settings)
            ? new Route(
                agent,
                state.CurrentAgent is { } last ? $"{last} suggests it" : "it was suggested")
            : null;

    /// <summary>Else the supervisor looks at it; where that led to nobody, the seller answers.</summary>
    public static Route Otherwise(SalesState state, IReadOnlyList<string> spoken) =>
        state.Closed
            ? new Route(Agent: null, "the conversation came to its end")
            : spoken.Contains(SalesAgents.Supervisor)
                ? new Route(SalesAgents.Seller, "nobody was suggested, and the contact waits")
                : new Route(SalesAgents.Supervisor, "no other rule applies");

    /// <summary>The workspace's own speaker whose rule holds now; null where none does.</summary>
    public static OwnSpeaker? OwnSpeaker(SalesState state, SalesSettings settings) =>
        settings.Rules.FirstOrDefault(rule => Holds(rule, state)) is { } own
            ? settings.Speakers.FirstOrDefault(speaker => speaker.Id == own.Agent)
            : null;

    /// <summary>Whether all that a workspace's rule names holds.</summary>
    public static bool Holds(OwnRule rule, SalesState state) =>
        (rule.Score is null || rule.Score.Hold(state.Score))
        && (rule.Type is null || rule.Type == state.Type)
        && (rule.Sector is null || Word.Fold(rule.Sector) == Word.Fold(state.Lead.Sector ?? ""))
        && (rule.People is null || rule.People.Hold(state.Lead.People))
        && (rule.YearlyValue is null || rule.YearlyValue.Hold(state.Standing?.YearlyValue.Amount))
        && (rule.Objection is null || state.OpenObjections.Any(open => open.Category == rule.Objection));

    private static string NameOf(EscalationReason? reason) => SettingsParts.ToCamel(reason.ToString()!);

    private static bool HasToRecord(SalesState state) =>
        state is { Converted: true, ConversionRecorded: false } or { Escalated: true, EscalationRecorded: false };

    private static bool HasAnswered(IReadOnlyList<string> spoken, SalesSettings settings) =>
        spoken.Any(agent => SalesAgents.Speakers.Contains(agent)
            || settings.Speakers.Any(speaker => speaker.Id == agent));

    private static bool IsKnown(string agent, SalesSettings settings) =>
        SalesAgents.All.Contains(agent) || settings.Speakers.Any(speaker => speaker.Id == agent);
}
