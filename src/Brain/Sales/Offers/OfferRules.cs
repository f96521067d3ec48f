using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Offers;

/// <summary>
/// The rules of an offer, as pure functions. A price is the list price less the commitment's discount and the extra
/// one, in tenths of a percent of the list price, to the cent; a year is twelve months of all seats.
/// </summary>
internal static class OfferRules
{
    /// <summary>Computes an offer, or says why there is none.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="settings">The workspace's.</param>
    /// <param name="currency">The workspace's.</param>
    /// <param name="now">When it is made.</param>
    public static OfferResult Make(
        OfferRequest request, SalesSettings settings, string currency, DateTimeOffset now)
    {
        if (settings.Plan(request.Plan) is not { } plan)
            return Refused(OfferRefusal.UnknownPlan);
        if (CommitmentOf(request, settings.Terms) is not { } commitment)
            return Refused(OfferRefusal.UnknownCommitment, NearestMonths(request, settings.Terms));
        if (Refuse(request, plan, commitment, settings) is { } refusal)
            return refusal;
        var extra = ToTenths(request.ExtraDiscount);
        var unit = new Money(Plan.Reduce(plan.Price, commitment.Discount + extra), currency);
        return new OfferResult(
            new Offer
            {
                Plan = plan.Id,
                Seats = request.Seats,
                CommitmentMonths = commitment.Months,
                ListPrice = unit with { Amount = plan.Price },
                UnitPrice = unit,
                YearlyValue = unit with { Amount = unit.Amount * request.Seats * Offer.MonthsOfYear },
                CommitmentDiscount = commitment.Discount,
                ExtraDiscount = extra,
                TrialDays = request.TrialDays ?? settings.Terms.TrialDays,
                Instalments = request.Instalments,
                Conditions = ConditionsOf(request, commitment),
                MadeAt = now,
                ValidUntil = now.AddDays(
                    request.IsLimited ? settings.Terms.LimitedOfferDays : settings.Terms.OfferDays),
                IsLimited = request.IsLimited,
                Answers = request.Answers,
            },
            Refusal: null);
    }

    /// <summary>
    /// The most that may be taken off besides a commitment's own discount, in percent with one decimal: within what may
    /// be given all in all, and not under the plan's floor.
    /// </summary>
    public static decimal MostExtraDiscount(Plan plan, Commitment commitment, SalesSettings settings)
    {
        var most = settings.Limits.MostDiscount;
        // Whole cents may lie above the floor where what they were rounded from does not.
        if (Plan.Reduce(plan.Price, most) < plan.Floor)
            most = ToTenths((1 - plan.Floor / plan.Price) * 100);
        return Math.Max(0, most - commitment.Discount);
    }

    /// <summary>
    /// The most payments that a year may be paid in: there is nothing to spread where each month is paid for itself.
    /// </summary>
    public static int MostInstalments(Commitment commitment, Terms terms) =>
        commitment.Months < Offer.MonthsOfYear ? 1 : terms.MostInstalments;

    /// <summary>The commitment that is asked for; null where there is none of these months.</summary>
    public static Commitment? CommitmentOf(OfferRequest request, Terms terms) => request.CommitmentMonths is { } months
        ? terms.Commitments.FirstOrDefault(one => one.Months == months)
        : terms.Commitments[0];

    private static OfferResult? Refuse(
        OfferRequest request, Plan plan, Commitment commitment, SalesSettings settings)
    {
        if (request.Seats < plan.LeastSeats)
            return Refused(OfferRefusal.TooFewSeats, plan.LeastSeats);
        if (request.Seats > plan.MostSeats)
            return Refused(OfferRefusal.TooManySeats, plan.MostSeats);
        if (request.ExtraDiscount < 0)
            return Refused(OfferRefusal.NegativeDiscount, 0);
        // First by itself: the sum of what a model sends may be no number.
        if (request.ExtraDiscount > settings.Limits.MostDiscount
            || commitment.Discount + request.ExtraDiscount > settings.Limits.MostDiscount)
            return Refused(OfferRefusal.DiscountOverLimit, MostExtraDiscount(plan, commitment, settings));
        if (Plan.Reduce(plan.Price, commitment.Discount + ToTenths(request.ExtraDiscount)) < plan.Floor)
            return Refused(OfferRefusal.BelowFloor, MostExtraDiscount(plan, commitment, settings));
        if (request.TrialDays < 0)
            return Refused(OfferRefusal.NegativeTrial, 0);
        if (request.TrialDays > settings.Terms.MostTrialDays)
            return Refused(OfferRefusal.TrialOverLimit, settings.Terms.MostTrialDays);
        if (request.Instalments < 1)
            return Refused(OfferRefusal.TooFewInstalments, 1);
        if (request.Instalments > MostInstalments(commitment, settings.Terms))
            return Refused(OfferRefusal.TooManyInstalments, MostInstalments(commitment, settings.Terms));
        return null;
    }

    private static List<OfferCondition> ConditionsOf(OfferRequest request, Commitment commitment)
    {
        List<OfferCondition> conditions = [];
        if (commitment.Discount > 0 || request.Answers == Strategy.ConditionalDiscount)
            conditions.Add(OfferCondition.Commitment);
        if (request.ExtraDiscount > 0 || request.IsLimited)
            conditions.Add(OfferCondition.SignedInTime);
        if (request.Instalments > 1)
            conditions.Add(OfferCondition.Instalments);
        return conditions;
    }

    private static decimal NearestMonths(OfferRequest request, Terms terms) =>
        terms.Commitments.MinBy(one => Math.Abs((long)one.Months - request.CommitmentMonths!.Value))!.Months;

    private static decimal ToTenths(decimal percent) => Math.Floor(percent * 10) / 10;

    private static OfferResult Refused(OfferRefusal refusal, decimal? allowed = null) =>
        new(Offer: null, refusal) { Allowed = allowed };
}
