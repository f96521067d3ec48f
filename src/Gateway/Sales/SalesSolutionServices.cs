using Gateway.Brain.Sales;
using Gateway.Brain.Sales.Dialogue;
using Gateway.Solutions;

namespace Gateway.Sales;

/// <summary>Registers the sales team: the brain's side of it and the host's.</summary>
internal static class SalesSolutionServices
{
    /// <summary>Adds the solution <c>sales</c>.</summary>
    public static IServiceCollection AddSalesSolution(this IServiceCollection services) =>
        services.AddSales().AddSalesDialogue().AddSolution<SalesInfo>();
}
