using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Tells what a visit costs, by the centre's own prices.</summary>
internal sealed class TellPriceTool() : Tool<InspectionTurn, PriceArguments>(
    InspectionToolNames.TellPrice, "Tells what a visit costs, by kind of vehicle, energy and kind of visit.")
{
    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        InspectionTurn turn, PriceArguments arguments, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult<object>(Tell(turn, arguments));

    private static PricesTold Tell(InspectionTurn turn, PriceArguments arguments)
    {
        var draft = turn.Inspection.Draft;
        var vehicle = CentreWords.VehicleOf(arguments.VehicleType) ?? draft.Vehicle ?? VehicleType.Car;
        if (!turn.Centre.Takes(vehicle))
            return new PricesTold { Why = "notTaken", Vehicle = vehicle.InWire() };
        var energy = CentreWords.EnergyOf(arguments.Energy) ?? draft.Energy;
        var visit = CentreWords.VisitOf(arguments.Visit) ?? draft.VisitOrPeriodic;
        return new PricesTold
        {
            Vehicle = vehicle.InWire(),
            Visit = visit.InWire(),
            Why = turn.Centre.Prices.Find(vehicle, energy, visit) is null
                && !turn.Centre.Prices.DependsOnEnergy(vehicle, visit) ? "notKnown" : null,
            Prices = [.. Prices(turn.Centre, vehicle, energy, visit)],
        };
    }

    // As long as nobody said what drives it, each energy has its price.
    private static IEnumerable<PriceTold> Prices(Centre centre, VehicleType vehicle, Energy? energy, VisitKind visit)
    {
        if (centre.Prices.Find(vehicle, energy, visit) is { } price)
        {
            yield return new PriceTold(energy?.InWire(), new Money(price, centre.Currency));
            yield break;
        }

        foreach (var one in Enum.GetValues<Energy>())
        {
            if (centre.Prices.Find(vehicle, one, visit) is { } ofEnergy)
                yield return new PriceTold(one.InWire(), new Money(ofEnergy, centre.Currency));
        }
    }
}

/// <summary>Of what a price is asked; what is left out is as it stands in the appointment that is being made.</summary>
internal sealed record PriceArguments
{
    /// <summary>One of <see cref="CentreWords.VehicleNames"/>.</summary>
    [JsonPropertyName("vehicle_type")]
    [Description("voiture_particuliere, utilitaire, moto or camping_car.")]
    public string? VehicleType { get; init; }

    /// <summary>One of <see cref="CentreWords.EnergyNames"/>.</summary>
    [Description("essence, diesel, electrique, hybride, gpl or gnv.")]
    public string? Energy { get; init; }

    /// <summary>One of <see cref="CentreWords.VisitNames"/>.</summary>
    [Description("periodique, contre_visite, complementaire or volontaire.")]
    public string? Visit { get; init; }
}

/// <summary>What it costs.</summary>
internal sealed record PricesTold
{
    /// <summary>Of which kind of vehicle.</summary>
    public required string Vehicle { get; init; }

    /// <summary>Of which kind of visit; null where none is told.</summary>
    public string? Visit { get; init; }

    /// <summary>
    /// The prices: one, or one for each energy as long as nobody said which; empty when it is not known.
    /// </summary>
    public IReadOnlyList<PriceTold> Prices { get; init; } = [];

    /// <summary>Why none is told: <c>notTaken</c>, <c>notKnown</c>; null when one is.</summary>
    public string? Why { get; init; }
}

/// <summary>A price.</summary>
/// <param name="Energy">Of which energy; null: of any.</param>
/// <param name="Price">All taxes included; 0 is free of charge.</param>
internal sealed record PriceTold(string? Energy, Money Price);
