using Gateway.Brain.ControlPlane;
using Gateway.Brain.Sales.Routing;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using SalesRoute = Gateway.Brain.Sales.Routing.Route;

namespace Gateway.Brain.Sales;

/// <summary>The sales team's rules as the control plane asks them.</summary>
internal static class SalesRules
{
    /// <summary>A workspace's rules, in the order in which they are asked; its own stand before the
    /// suggestion.</summary>
    public static IReadOnlyList<RoutingRule> Of(SalesSettings settings)
    {
        // A speaker of the workspace's own is one of the team under another name.
        var team = settings.Speakers.ToDictionary(speaker => speaker.Id, speaker => speaker.As);
        return
        [
            Rule("no-type", (state, ran) => SalesRouting.NoType(state, ran, settings)),
            Rule("closed", (state, _) => SalesRouting.Closed(state)),
            Rule("converted", SalesRouting.Converted),
            Rule("escalated", SalesRouting.Escalated),
            Rule("promised", (state, ran) => SalesRouting.Promised(state, ran, settings)),
            Rule("answered", (_, ran) => SalesRouting.Answered(ran, settings)),
            .. settings.Rules.Select(own => Rule(
                own.Name, (state, ran) => SalesRouting.Own(state, ran, settings with { Rules = [own] }))),
            Rule("suggestion", (state, ran) => SalesRouting.Suggested(state, ran, settings)),
            Rule("otherwise", SalesRouting.Otherwise),
        ];

        RoutingRule<SalesState> Rule(string name, Func<SalesState, IReadOnlyList<string>, SalesRoute?> next) => new(
            name, (facts, state) => next(state, facts.Ran) is { } route
                ? new ControlPlane.Route(
                    route.Agent is { } agent ? team.GetValueOrDefault(agent, agent) : null, route.Reason)
                : null);
    }
}
