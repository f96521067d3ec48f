using Gateway.Brain.House.Learning;
using Gateway.Brain.Sales.Understanding;

namespace Gateway.Brain.Tests.Sales.House;

/// <summary>What takes an offer, and what does not.</summary>
public sealed class SalesAssentTests
{
    private const string ReadBack =
        "Your offer no. 1\n- Pro, for 20 people: €24.00 per person and month, excluding VAT\n"
        + "- €5,760.00 a year, with a commitment of 12 months\n- the offer is valid until 31 December 2026\n"
        + "Do you accept this offer?";

    [Theory]
    [InlineData("en", "Priya Raman, priya@dashcrate.example. drop the pricing there as a pdf so finance has it in writing")]
    [InlineData("en", "Denise Abernethy, d.abernethy@denby.example. Have someone senior call me on 01903 555 0182.")]
    [InlineData("en", "No, cancel that. For last month's invoice my address is jo@acme.example")]
    [InlineData("en", "Wait, nothing is decided. Mail me at jo@acme.example")]
    [InlineData("en", "Who is Anna Keller on your side?")]
    [InlineData("en", "That'd be John Smith, not me")]
    [InlineData("fr", "Non, annulez. Pour la facture du mois dernier écrivez à marie@dupont.example")]
    [InlineData("fr", "Je n'ai encore rien décidé, envoyez d'abord le devis à marie@dupont.example")]
    [InlineData("fr", "Il faut voir avec Jean Martin")]
    public void Who_was_asked_for_their_name_takes_nothing_by_saying_something_else(string locale, string text) =>
        SalesAssent.Of(Read(locale, text, "contact"), ReadBack, new OfferSituation(true, false)).ShouldNotBe(true);

    [Theory]
    [InlineData("en", "Tom Baker, tom@gyms.example")]
    [InlineData("en", "Sure: Tom Baker, tom@gyms.example, thanks")]
    [InlineData("fr", "Julie Morel, julie.morel@bistrot.example")]
    public void Who_answers_with_it_takes_the_offer(string locale, string text) =>
        SalesAssent.Of(Read(locale, text, "contact"), ReadBack, new OfferSituation(true, false)).ShouldBe(true);

    [Theory]
    [InlineData("fr", "On signe dès que mon associé est d'accord.")]
    [InlineData("fr", "Sous réserve de l'accord du siège, on prend.")]
    [InlineData("en", "We'll take it once the board has said yes.")]
    [InlineData("en", "If it works with Sage, sign us up.")]
    [InlineData("en", "My brother would say deal, where do I sign.")]
    [InlineData("fr", "Vous aimeriez que je dise banco, on signe ?")]
    [InlineData("en", "Deal at €20 each, send the contract")]
    [InlineData("en", "D'accord, deal for 12 €, send the contract")]
    [InlineData("en", "Deal, but month by month, send the contract")]
    [InlineData("en", "ok")]
    [InlineData("en", "noted, thanks")]
    [InlineData("fr", "Je suis à mon compte oui")]
    public void What_depends_on_something_or_names_other_terms_takes_nothing(string locale, string text) =>
        SalesAssent.Of(Read(locale, text, "offer"), ReadBack, default).ShouldNotBe(true);

    [Theory]
    [InlineData("en", "Deal, where do I sign?")]
    [InlineData("en", "We accept your offer for the twenty people, send the contract.")]
    [InlineData("fr", "C'est bon pour nous, envoyez le contrat")]
    [InlineData("fr", "Allez on signe, pour 20 personnes sur 12 mois")]
    public void Who_takes_it_takes_it(string locale, string text) =>
        SalesAssent.Of(Read(locale, text, "offer"), ReadBack, default).ShouldBe(true);

    private static SalesReading Read(string locale, string text, string asked) =>
        SalesReading.Of(text, new Situation(asked, "offer", locale));
}
