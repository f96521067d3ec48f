using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Routing;

/// <summary>Who goes on with someone who was just classified.</summary>
internal static class FirstRoute
{
    /// <summary>
    /// The seller from the qualifying score on, and as long as too little is known to say; under it someone who says
    /// good-bye for now.
    /// </summary>
    public static string For(LeadScore score) =>
        score.Type is null || score.Score >= SalesState.QualifiedFrom ? SalesAgents.Seller : SalesAgents.Nurture;
}
