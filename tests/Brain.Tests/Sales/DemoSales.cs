using System.Text.Json;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Sales;

/// <summary>The demo's sales team.</summary>
internal static class DemoSales
{
    public const string Currency = "EUR";

    public static string Path { get; } =
        System.IO.Path.Combine(GatewayProcess.Root, "workspaces", "demo-sales.json");

    public static DateTimeOffset Now { get; } = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public static Workspace Workspace { get; } =
        JsonSerializer.Deserialize<Workspace>(File.ReadAllText(Path), JsonSerializerOptions.Web)!;

    public static SalesSettings Settings { get; } = SalesSettings.Parse(Workspace).Settings!;

    public static Offer Offer(OfferRequest request) =>
        OfferRules.Make(request, Settings, Currency, Now).Offer.ShouldNotBeNull();

    /// <summary>Someone who was made an offer.</summary>
    public static SalesState With(OfferRequest request, Lead? lead = null) =>
        new SalesState { Lead = lead ?? new Lead() }.WithOffer(Offer(request));
}
