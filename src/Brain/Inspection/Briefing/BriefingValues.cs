using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Knowing;

namespace Gateway.Brain.Inspection.Briefing;

/// <summary>What stands for the placeholders of a centre's instructions: lines of text.</summary>
/// <param name="centre">The centre.</param>
/// <param name="locale"><c>fr</c> or <c>en</c>.</param>
/// <param name="now">The moment.</param>
internal sealed class BriefingValues(Centre centre, string locale, DateTimeOffset now)
{
    private readonly CentreKnowledge _known = CentreKnowledge.Of(centre, locale);

    private bool IsFrench => locale == "fr";

    /// <summary>All of them by name; one that has nothing to say has no lines.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> All()
    {
        var days = new BriefingDays(centre, locale, now);
        return new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["agent"] = [OneLine(centre.AgentName)],
            ["centre"] = [OneLine(centre.Name)],
            ["today"] = [days.Today()],
            ["time"] = [days.Time()],
            ["zone"] = [centre.Zone.Id],
            ["open_now"] = [days.OpenNow()],
            ["next_days"] = days.Next(),
            ["place"] = [.. Texts("place"), .. NoAddress()],
            ["contact"] = Texts("contact"),
            ["vehicles"] = [Text("vehicle"), .. NotTaken(), .. Energies()],
            ["languages"] = Texts("languages"),
            ["hours"] = days.Hours(),
            ["duration"] = [Text("duration")],
            ["prices"] = Prices(),
            ["policies"] =
            [
                $"- {PolicySentences.DropOff(centre.Policies, locale)}",
                $"- {PolicySentences.PickUp(centre.Policies, locale)}",
                $"- {PolicySentences.Waiting(centre.Policies, locale)}",
            ],
            ["payment"] = Texts("payment"),
            ["papers"] =
            [
                .. _known.Facts.Where(fact => fact.Id == "papers").Select(fact => OneLine(fact.Text)),
                .. LawLines.Of(centre, locale, isPapers: true),
            ],
            ["answers"] = [.. _known.Facts.Where(fact => fact.Topic == "answer")
                .Select(fact => $"- {OneLine(fact.Title)} {OneLine(fact.Text)}")],
            ["law"] = LawLines.Of(centre, locale, isPapers: false),
            ["people"] = [People()],
            ["vehicle_types"] = [.. Enum.GetValues<VehicleType>().Where(centre.Takes)
                .Select(vehicle => vehicle.InWire())],
            ["booking"] = [Booking()],
        };
    }

    private IReadOnlyList<string> Texts(string topic) =>
        [.. _known.Facts.Where(fact => fact.Topic == topic).Select(fact => OneLine(fact.Text))];

    private string Text(string id) => OneLine(_known.Facts.Single(fact => fact.Id == id).Text);

    private string[] NoAddress() => centre.Address is not null
        ? []
        : [IsFrench
            ? "Vous n’avez pas l’adresse du centre\u00A0: ne la devinez pas."
            : "You do not have the centre’s address: do not guess it."];

    private string[] NotTaken()
    {
        var names = CentreNames.Listed(
            Enum.GetValues<VehicleType>().Where(vehicle => !centre.Takes(vehicle))
                .Select(vehicle => vehicle.Names(locale)),
            locale, isOr: true);
        return names.Length == 0
            ? []
            : [IsFrench ? $"Il ne contrôle pas les {names}." : $"It does not inspect {names}."];
    }

    private IEnumerable<string> Energies()
    {
        var named = CentreNames.Listed(
            Enum.GetValues<Energy>().Where(energy => PriceWords.Names(centre, energy))
                .Select(energy => energy.Name(locale)),
            locale);
        var silent = CentreNames.Listed(
            Enum.GetValues<Energy>().Where(energy => energy > Energy.Diesel && !PriceWords.Names(centre, energy))
                .Select(energy => energy.Name(locale)),
            locale, isOr: true);
        if (named.Length > 0)
        {
            yield return IsFrench
                ? $"Énergies pour lesquelles il a un tarif\u00A0: {named}."
                : $"Energies that it has prices for: {named}.";
        }

        if (silent.Length > 0)
        {
            yield return IsFrench
                ? $"Ses données ne disent rien des véhicules\u00A0: {silent}. Ne dites pas qu’il les prend\u00A0; "
                    + "renvoyez au centre."
                : $"Its data say nothing of these: {silent}. Do not say that it takes them; refer to the centre.";
        }
    }

    private List<string> Prices()
    {
        List<string> lines =
        [
            .. _known.Facts.Where(fact => fact.Topic == "price" && fact.Id != "price.discount")
                .OrderBy(fact => fact.Id == "price.taxes").Select(fact => $"- {fact.Text}"),
        ];
        foreach (var vehicle in Enum.GetValues<VehicleType>().Where(centre.Takes))
        {
            var unpriced = PriceWords.Unpriced(centre, vehicle, VisitKind.Periodic);
            if (unpriced.Count > 0)
            {
                var energies = CentreNames.Listed(
                    unpriced.Select(energy => energy.Name(locale)), locale, isOr: true);
                lines.Add(IsFrench
                    ? $"- Pas de prix connu pour les {vehicle.Names(locale)} ({energies})\u00A0: n’en donnez aucun."
                    : $"- No price known for {vehicle.Names(locale)} ({energies}): give none.");
            }
        }

        var missing = Enum.GetValues<VehicleType>().Where(centre.Takes)
            .Where(vehicle => PriceWords.Of(centre, vehicle, VisitKind.Periodic, locale) is null)
            .Select(vehicle => vehicle.Names(locale)).ToList();
        if (missing.Count > 0)
        {
            lines.Add(IsFrench
                ? $"- Pas de prix connu pour les {CentreNames.Listed(missing, locale, isOr: true)}\u00A0: "
                    + "n’en donnez aucun."
                : $"- No price known for {CentreNames.Listed(missing, locale, isOr: true)}: give none.");
        }

        return lines;
    }

    private string People() => (IsFrench, centre.Phone) switch
    {
        (true, null) => "que le centre rappelle",
        (true, { } phone) => $"de joindre le centre au {phone}",
        (false, null) => "that the centre calls back",
        (false, { } phone) => $"the centre’s number, {phone}",
    };

    private string Booking() => IsFrench
        ? $"Les créneaux se réservent jusqu’à {centre.DaysAhead}\u00A0jours à l’avance et au plus tard "
            + $"{centre.NoticeMinutes}\u00A0minutes avant."
        : $"Slots can be booked up to {centre.DaysAhead} days ahead, and {centre.NoticeMinutes} minutes before at "
            + "the latest.";

    // What the centre wrote stays within its line, so that it cannot pass for a part of the instructions.
    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries
            | StringSplitOptions.TrimEntries));
}
