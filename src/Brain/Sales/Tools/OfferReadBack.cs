using System.Globalization;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Tools;

/// <summary>Reads an offer back: worded by code, so that what is accepted is exactly what was said.</summary>
internal static class OfferReadBack
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Reads the offer that stands back, and waits for a yes to exactly this.</summary>
    /// <param name="turn">Its state has the offer.</param>
    /// <returns>The offer as agents speak of it.</returns>
    public static OfferShown Propose(SalesTurn turn)
    {
        var offer = turn.Sales.Standing ?? throw new InvalidOperationException("No offer stands.");
        turn.ClearParts();
        turn.Sales = turn.Sales with { Asked = [], Contract = null };
        var proposal = turn.Propose(SalesToolNames.AcceptOffer, offer, Word(turn, offer));
        turn.Show(new QuickRepliesPart(
        [
            new QuickReply(turn.Label("acceptAction"), ConfirmPayload.Of(proposal.Digest)),
            new QuickReply(turn.Label("objectAction"), SalesPayload.Object),
            new QuickReply(turn.Label("personAction"), SalesPayload.Person),
        ]));
        return OfferShown.Of(offer, turn);
    }

    private static AgentText Word(SalesTurn turn, Offer offer)
    {
        var plan = turn.Settings.Plan(offer.Plan)?.Name.In(turn.Locale) ?? offer.Plan;
        return AgentText.Join("\n",
        [
            turn.Say("offerHeading", ("number", Figure(offer.Number))),
            turn.Say(
                "offerPrice", ("plan", plan), ("seats", Seats(turn, offer.Seats)),
                ("unitPrice", offer.UnitPrice.ToText(turn.Locale))),
            Discount(turn, offer),
            turn.Say(
                "offerYear", ("yearlyValue", offer.YearlyValue.ToText(turn.Locale)),
                ("commitment", Commitment(turn, offer))),
            Payment(turn, offer),
            offer.TrialDays > 0 ? turn.Say("offerTrial", ("days", Figure(offer.TrialDays))) : null,
            turn.Say(
                offer.IsLimited ? "offerLimited" : "offerValid", ("day", Day(turn, turn.DayOf(offer.ValidUntil)))),
            turn.Say("offerQuestion"),
        ]);
    }

    private static AgentText Seats(SalesTurn turn, int seats) =>
        seats == 1 ? turn.Say("oneSeat") : turn.Say("seats", ("seats", Number(turn, seats)));

    private static AgentText Commitment(SalesTurn turn, Offer offer) => offer.CommitmentMonths == 1
        ? turn.Say("noCommitment")
        : turn.Say("commitment", ("months", Figure(offer.CommitmentMonths)));

    private static AgentText? Discount(SalesTurn turn, Offer offer)
    {
        if (offer.Discount <= 0)
            return null;
        var condition = AgentText.Join(
            turn.Locale == "fr" ? " et " : " and ",
            offer.CommitmentDiscount > 0
                ? turn.Say("forCommitment", ("months", Figure(offer.CommitmentMonths))) : null,
            offer.ExtraDiscount > 0 ? turn.Say("forSigning") : null);
        return turn.Say(
            "offerDiscount", ("discount", Number(turn, offer.Discount)),
            ("listPrice", offer.ListPrice.ToText(turn.Locale)), ("condition", condition));
    }

    private static AgentText Payment(SalesTurn turn, Offer offer)
    {
        var payments = offer.Payments();
        if (offer.CommitmentMonths < Offer.MonthsOfYear)
            return turn.Say("payMonthly", ("amount", payments[0].ToText(turn.Locale)));
        return payments.Count == 1
            ? turn.Say("payAtOnce")
            : turn.Say(
                "payIn", ("count", Figure(payments.Count)), ("amount", payments[^1].ToText(turn.Locale)),
                ("first", payments[0] == payments[^1]
                    ? AgentText.None
                    : turn.Say("payFirst", ("amount", payments[0].ToText(turn.Locale)))));
    }

    private static string Figure(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(SalesTurn turn, decimal number) =>
        number.ToString("#,0.##", turn.Locale == "fr" ? French : English);

    private static string Day(SalesTurn turn, DateOnly day) => turn.Locale == "fr"
        ? day.ToString(day.Day == 1 ? "'1er' MMMM yyyy" : "d MMMM yyyy", French)
        : day.ToString("d MMMM yyyy", English);
}
