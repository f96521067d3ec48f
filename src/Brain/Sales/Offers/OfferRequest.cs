using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Offers;

/// <summary>What an offer is asked for. A model may send anything: it is checked.</summary>
/// <param name="Plan">Id of the plan.</param>
/// <param name="Seats">People who would use it.</param>
/// <param name="CommitmentMonths">For how long; null: for the shortest time.</param>
/// <param name="ExtraDiscount">What is to be taken off besides the commitment's own discount, in percent.</param>
/// <param name="TrialDays">Days to try it; null: as many as everyone has.</param>
/// <param name="Instalments">Payments that a year is paid in.</param>
internal sealed record OfferRequest(
    string Plan, int Seats, int? CommitmentMonths = null, decimal ExtraDiscount = 0, int? TrialDays = null,
    int Instalments = 1)
{
    /// <summary>Whether it is to be valid only as long as offers for quick deciders are.</summary>
    public bool IsLimited { get; init; }

    /// <summary>What it answers, or null when it is made unasked.</summary>
    public Strategy? Answers { get; init; }

    /// <summary>What an offer would have been asked with.</summary>
    public static OfferRequest Of(Offer offer) => new(
        offer.Plan, offer.Seats, offer.CommitmentMonths, offer.ExtraDiscount, offer.TrialDays, offer.Instalments)
    {
        IsLimited = offer.IsLimited,
    };
}
