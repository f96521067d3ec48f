using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Law;
using Gateway.Brain.Settings;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>All that is true of a centre, in one language: what its data say, and the law.</summary>
/// <param name="centre">The centre.</param>
/// <param name="locale"><c>fr</c>, or English.</param>
internal sealed class CentreFacts(Centre centre, string locale)
{
    /// <summary>The facts, each once; what the centre does not say is left out.</summary>
    public IEnumerable<CentreFact> All() =>
    [
        .. Hours(), .. Place(), .. Visit(), .. Papers(), .. new VehicleFacts(centre, locale).All(), .. Prices(),
        .. LawRules.All.Select(rule => new CentreFact(
            $"law.{rule.Id}", rule.Topic, rule.Title.In(locale), rule.Text.In(locale))),
        .. centre.Answers.Select((answer, at) => new CentreFact(
            FormattableString.Invariant($"answer.{at + 1}"), "answer", Own(answer.Question),
            Own(answer.Answer))),
    ];

    private IEnumerable<CentreFact> Hours()
    {
        if (HoursWords.Week(centre, locale) is { } week)
        {
            yield return Fact(
                "hours", "Quels sont vos horaires d’ouverture\u00A0?", "When are you open?",
                $"{week} {HoursWords.Holidays(centre, locale)}", null);
            yield return Fact(
                "hours.holidays", "Êtes-vous ouverts les jours fériés\u00A0?", "Are you open on public holidays?",
                HoursWords.Holidays(centre, locale), null);
        }

        var exceptions = HoursWords.Exceptions(centre, locale, DateOnly.MinValue, DateOnly.MaxValue);
        if (exceptions.Count > 0)
        {
            var list = string.Join(locale == "fr" ? "\u00A0; " : "; ", exceptions);
            yield return Fact(
                "hours.exceptions", "Y a-t-il des fermetures ou des horaires exceptionnels\u00A0?",
                "Are there closures or special hours?", $"Horaires exceptionnels\u00A0: {list}.",
                $"Special hours: {list}.");
        }
    }

    private IEnumerable<CentreFact> Place()
    {
        if (centre.Address is { } address)
        {
            yield return Fact(
                "place", "Où se trouve le centre\u00A0?", "Where is the centre?",
                $"{centre.Name} se trouve au {address}.", $"{centre.Name} is at {address}.");
        }

        if (centre.Directions is { } directions)
        {
            yield return Fact(
                "place.way", "Comment venir, et où se garer\u00A0?", "How do I get there, and where can I park?",
                Own(directions), null);
        }

        string?[] ways = [centre.Phone, centre.Email];
        if (ways.OfType<string>().ToList() is { Count: > 0 } contact)
        {
            var list = CentreNames.Listed(contact, locale, isOr: true);
            yield return Fact(
                "contact", "Comment joindre le centre\u00A0?", "How can I reach the centre?",
                $"On joint les personnes du centre ainsi\u00A0: {list}.", $"The people of the centre: {list}.");
        }

        var languages = CentreNames.Listed(
            centre.Languages.Select(one => (locale, one) switch
            {
                ("fr", "fr") => "français",
                ("fr", _) => "anglais",
                (_, "fr") => "French",
                _ => "English",
            }),
            locale);
        yield return Fact(
            "languages", "Quelles langues parlez-vous\u00A0?", "Which languages do you speak?",
            $"Au centre, on parle {languages}.", $"At the centre people speak {languages}.");
        if (centre.PaymentMethods.Count > 0)
        {
            var payments = CentreNames.Listed(
                centre.PaymentMethods.Select(name => CentreNames.PaymentName(name, locale)), locale);
            yield return Fact(
                "payment", "Comment peut-on payer\u00A0?", "How can I pay?",
                $"Moyens de paiement acceptés\u00A0: {payments}.", $"You can pay by: {payments}.");
        }
    }

    private IEnumerable<CentreFact> Visit()
    {
        yield return Fact(
            "duration", "Combien de temps dure le contrôle\u00A0?", "How long does the inspection take?",
            DurationWords.All(centre, locale), null);
        yield return Fact(
            "duration.wait", "Puis-je attendre sur place\u00A0?", "Can I wait there?",
            PolicySentences.Waiting(centre.Policies, locale), null);
        yield return Fact(
            "dropoff.before", "Puis-je déposer la voiture plus tôt ou la veille\u00A0?",
            "Can I drop the car off early, or the evening before?",
            PolicySentences.DropOff(centre.Policies, locale), null);
        yield return Fact(
            "dropoff.after", "Puis-je récupérer la voiture plus tard ou le lendemain\u00A0?",
            "Can I fetch the car late, or the next day?", PolicySentences.PickUp(centre.Policies, locale), null);
        yield return Fact(
            "booking", "Comment et quand prendre rendez-vous\u00A0?", "How and when do I book?",
            $"Le rendez-vous se prend ici même, jusqu’à {centre.DaysAhead}\u00A0jours à l’avance, selon les créneaux "
                + "libres.",
            $"You book right here, up to {centre.DaysAhead} days ahead, as slots are free.");
    }

    private IEnumerable<CentreFact> Papers()
    {
        if (centre.Bring is { } bring)
        {
            yield return Fact(
                "papers", "Que faut-il apporter\u00A0?", "What do I have to bring?",
                $"À apporter\u00A0: {Uncapital(Own(bring))}", $"Please bring: {Uncapital(Own(bring))}");
        }
    }

    private IEnumerable<CentreFact> Prices()
    {
        yield return Fact(
            "price.taxes", "Les prix sont-ils toutes taxes comprises\u00A0?", "Do prices include taxes?",
            "Les prix du centre sont toutes taxes comprises.", "The centre’s prices include all taxes.");
        yield return Fact(
            "price.discount", "Faites-vous une remise\u00A0?", "Do you give a discount?",
            "Le centre n’annonce ni remise ni autre tarif que ceux de sa grille.",
            "The centre announces no discount, nor any price besides those of its grid.");
        foreach (var visit in PriceWords.All(centre, locale).GroupBy(price => price.Visit))
        {
            foreach (var (_, vehicles, price) in visit)
            {
                var isAll = vehicles.Count == PriceWords.Vehicles(centre, visit.Key).Count();
                var ofWhat = CentreNames.Listed(vehicles.Select(vehicle => vehicle.Names(locale)), locale);
                var name = CentreNames.Sentence(visit.Key.Name(locale));
                yield return new CentreFact(
                    isAll ? $"price.{visit.Key.InWire()}" : $"price.{visit.Key.InWire()}.{vehicles[0].InWire()}",
                    "price",
                    (locale, isAll) switch
                    {
                        ("fr", true) => $"Combien coûte\u00A0: {visit.Key.Name(locale)}\u00A0?",
                        ("fr", _) => $"Combien coûte le {visit.Key.Name(locale)} des {ofWhat}\u00A0?",
                        (_, true) => $"How much is the {visit.Key.Name(locale)}?",
                        _ => $"How much is the {visit.Key.Name(locale)} of {ofWhat}?",
                    },
                    (locale, isAll) switch
                    {
                        ("fr", true) => $"{name}\u00A0: {price}.",
                        ("fr", _) => $"{name} pour {ofWhat}\u00A0: {price}.",
                        (_, true) => $"{name}: {price}.",
                        _ => $"{name} for {ofWhat}: {price}.",
                    });
            }
        }
    }

    private string Own(LocalText text) =>
        locale == "fr" ? FrenchSpaces.Keep(text.French) : text.English;

    // It goes on with a sentence; a name or an abbreviation stays as it is.
    private static string Uncapital(string text) =>
        text.Length > 1 && !char.IsUpper(text[1]) ? $"{char.ToLowerInvariant(text[0])}{text[1..]}" : text;

    // What both languages say alike stands once.
    private CentreFact Fact(string id, string frenchTitle, string englishTitle, string french, string? english) => new(
        id, id.Split('.')[0], locale == "fr" ? frenchTitle : englishTitle,
        locale == "fr" ? french : english ?? french);
}
