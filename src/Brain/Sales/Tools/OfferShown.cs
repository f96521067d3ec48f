using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Tools;

/// <summary>An offer as agents speak of it.</summary>
internal sealed record OfferShown
{
    /// <summary>Which of the conversation's offers it is.</summary>
    public required int Number { get; init; }

    /// <summary>Id of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Name of the plan, in the turn's language.</summary>
    public required string PlanName { get; init; }

    /// <summary>People who use it.</summary>
    public required int Seats { get; init; }

    /// <summary>For how many months.</summary>
    public required int CommitmentMonths { get; init; }

    /// <summary>For one seat and month by the price list.</summary>
    public required Money ListPrice { get; init; }

    /// <summary>For one seat and month as offered.</summary>
    public required Money UnitPrice { get; init; }

    /// <summary>For all seats and twelve months as offered.</summary>
    public required Money YearlyValue { get; init; }

    /// <summary>All that is taken off, in percent.</summary>
    public required decimal Discount { get; init; }

    /// <summary>Days to try it free of charge.</summary>
    public required int TrialDays { get; init; }

    /// <summary>What the payments of a year come to, each figure once.</summary>
    public required IReadOnlyList<Money> Payments { get; init; }

    /// <summary>Its terms with their units.</summary>
    public required IReadOnlyList<string> InWords { get; init; }

    /// <summary>What the price depends on.</summary>
    public required IReadOnlyList<OfferCondition> Conditions { get; init; }

    /// <summary>The last day on which it can be taken.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>Shows an offer.</summary>
    /// <param name="offer">With its number.</param>
    /// <param name="turn">The turn it is shown in.</param>
    public static OfferShown Of(Offer offer, SalesTurn turn) => new()
    {
        Number = offer.Number,
        Plan = offer.Plan,
        PlanName = turn.Settings.Plan(offer.Plan)?.Name.In(turn.Locale) ?? offer.Plan,
        Seats = offer.Seats,
        CommitmentMonths = offer.CommitmentMonths,
        ListPrice = offer.ListPrice,
        UnitPrice = offer.UnitPrice,
        YearlyValue = offer.YearlyValue,
        Discount = offer.Discount,
        TrialDays = offer.TrialDays,
        Payments = [.. offer.Payments().Distinct()],
        InWords = offer.InWords,
        Conditions = offer.Conditions,
        ValidUntil = turn.DayOf(offer.ValidUntil),
    };
}
