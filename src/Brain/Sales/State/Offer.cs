using System.Globalization;
using System.Text.Json.Serialization;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.State;

/// <summary>An offer as code has computed it. All amounts are of the workspace's currency.</summary>
internal sealed record Offer
{
    /// <summary>What a yearly value counts.</summary>
    public const int MonthsOfYear = 12;

    /// <summary>Which of the conversation's offers it is, from 1 on; 0 before it was made.</summary>
    public int Number { get; init; }

    /// <summary>Id of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>People who use it, at least 1.</summary>
    public required int Seats { get; init; }

    /// <summary>How long it is taken for, in months.</summary>
    public required int CommitmentMonths { get; init; }

    /// <summary>For one seat and month, by the price list.</summary>
    public required Money ListPrice { get; init; }

    /// <summary>For one seat and month, as offered.</summary>
    public required Money UnitPrice { get; init; }

    /// <summary>For all seats and twelve months, as offered.</summary>
    public required Money YearlyValue { get; init; }

    /// <summary>What goes with the commitment, in percent of the list price.</summary>
    public required decimal CommitmentDiscount { get; init; }

    /// <summary>What was given besides, in percent of the list price.</summary>
    public required decimal ExtraDiscount { get; init; }

    /// <summary>Days it can be tried free of charge; 0 for none.</summary>
    public required int TrialDays { get; init; }

    /// <summary>
    /// Payments that a year is paid in, 1 for all at once; what is taken for less than a year is paid each month.
    /// </summary>
    public required int Instalments { get; init; }

    /// <summary>What the price depends on.</summary>
    public required IReadOnlyList<OfferCondition> Conditions { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Until when it can be taken.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Whether it is for quick deciders, and valid for days only.</summary>
    public bool IsLimited { get; init; }

    /// <summary>What it answers, or null for an offer that was made unasked.</summary>
    public Strategy? Answers { get; init; }

    /// <summary>All that is taken off, in percent of the list price.</summary>
    [JsonIgnore]
    public decimal Discount => CommitmentDiscount + ExtraDiscount;

    /// <summary>Its terms with their units, as an agent may speak of them: <c>12 months</c>, <c>10 %</c>.</summary>
    public IReadOnlyList<string> InWords =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{CommitmentMonths} months"),
        string.Create(CultureInfo.InvariantCulture, $"{TrialDays} days"),
        string.Create(CultureInfo.InvariantCulture, $"{Discount:0.#} %"),
    ];

    /// <summary>What each payment of a year comes to, in order: together <see cref="YearlyValue"/>, to the
    /// cent.</summary>
    public IReadOnlyList<Money> Payments()
    {
        if (CommitmentMonths < MonthsOfYear)
            return [.. Enumerable.Repeat(UnitPrice with { Amount = UnitPrice.Amount * Seats }, MonthsOfYear)];
        var each = decimal.Round(YearlyValue.Amount / Instalments, 2, MidpointRounding.ToZero);
        // What does not divide goes with the first payment.
        var first = YearlyValue.Amount - each * (Instalments - 1);
        return [.. Enumerable.Range(0, Instalments).Select(at => YearlyValue with { Amount = at == 0 ? first : each })];
    }

    /// <summary>Whether it is still to be had at that moment.</summary>
    public bool IsValidAt(DateTimeOffset instant) => instant <= ValidUntil;
}

/// <summary>What an offer's price depends on; the figures stand in the offer.</summary>
internal enum OfferCondition
{
    /// <summary>It is taken for the offer's months.</summary>
    Commitment,

    /// <summary>It is signed while the offer is valid.</summary>
    SignedInTime,

    /// <summary>A year is paid in the offer's instalments.</summary>
    Instalments,
}
