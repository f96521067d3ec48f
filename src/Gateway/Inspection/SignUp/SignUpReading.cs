using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Demo.Frame;
using Gateway.Inspection.Centres.Fields;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.SignUp;

/// <summary>What was understood of the fields, for whoever wrote them.</summary>
internal static class SignUpReading
{
    private static readonly Dictionary<string, (string French, string English)> Names = new(StringComparer.Ordinal)
    {
        ["voiture_particuliere"] = ("voiture", "car"),
        ["utilitaire"] = ("utilitaire", "van"),
        ["moto"] = ("moto", "motorcycle"),
        ["camping_car"] = ("camping-car", "motorhome"),
        ["essence"] = ("essence", "petrol"),
        ["diesel"] = ("diesel", "diesel"),
        ["electrique"] = ("électrique", "electric"),
        ["hybride"] = ("hybride", "hybrid"),
        ["gpl"] = ("GPL", "LPG"),
        ["gnv"] = ("GNV", "natural gas"),
        ["contre_visite"] = ("contre-visite", "re-visit"),
        ["complementaire"] = ("visite complémentaire", "complementary visit"),
        ["volontaire"] = ("visite volontaire", "voluntary visit"),
    };

    /// <summary>What a document says of hours, prices and telephone, as far as it was understood.</summary>
    public static JsonObject Of(JsonObject document, DemoWords words)
    {
        var reading = new JsonObject();
        if (document["openingHours"] is JsonObject { Count: > 0 } hours)
            reading["opening_hours"] = HoursOf(hours, words);
        if (document["settings"]?["prices"] is JsonArray prices)
        {
            reading["pricing_grid"] = new JsonArray([
                .. prices.Select(price => (JsonNode)Line(LabelOf(price!, words), AmountOf(price!["price"]!, words))),
                .. (document["settings"]!["answers"] as JsonArray ?? []).Select(
                    answer => (JsonNode)Line(FieldValues.TextOf(answer!["answer"]![words.Locale])!, ""))]);
        }

        if (document["settings"]?["prices"] is JsonArray grid)
        {
            reading["vehicle_types"] = new JsonArray([.. grid.Select(price => FieldValues.TextOf(price?["vehicle"]))
                .OfType<string>().Distinct().Select(kind => (JsonNode)kind)]);
        }

        if (FieldValues.TextOf(document["escalation"]?["phone"]) is { } phone)
            reading["phone_number"] = words.Phone(phone);
        if (document["channels"]?[0]?["allowedOrigins"] is JsonArray origins)
            reading["allowed_origins"] = origins.DeepClone();
        return reading;
    }

    /// <summary>What a centre's visits cost, each in words.</summary>
    public static IEnumerable<(string Label, string Amount)> PricesOf(Centre centre, DemoWords words) =>
        centre.Prices.Prices.Select(PricesField.Json)
            .Select(price => (LabelOf(price, words), AmountOf(price["price"]!, words)))
            .Concat(PricesField.OthersOf(centre.Answers).Select(other => (other.In(words.Locale), "")));

    private static JsonObject HoursOf(JsonObject json, DemoWords words)
    {
        var hours = OpeningHoursReader.Read(new FileObject(
            "$", JsonSerializer.SerializeToElement(json), _ => { }, secret: _ => null));
        return new JsonObject
        {
            ["lines"] = new JsonArray([.. OpeningHoursWords.Lines(hours, words.Locale)
                .Select(line => (JsonNode)Line(line.Days, line.Hours))]),
            ["week"] = json["week"]?.DeepClone(),
            ["closed_on_holidays"] = hours.ClosedOnHolidays.Count > 0,
        };
    }

    private static string LabelOf(JsonNode price, DemoWords words)
    {
        var parts = new[] { price["visit"], price["vehicle"], price["energy"] }.Select(FieldValues.TextOf)
            .OfType<string>().Where(Names.ContainsKey).Select(name => words[Names[name].French, Names[name].English])
            .ToList();
        return parts.Count == 0 ? words["toutes les visites périodiques", "all periodic visits"]
            : string.Join(", ", parts);
    }

    private static string AmountOf(JsonNode amount, DemoWords words)
    {
        var value = amount.GetValue<decimal>();
        if (value == 0)
            return words["gratuit", "free"];
        var number = value.ToString(
            decimal.Truncate(value) == value ? "0" : "0.00",
            words.Locale == "fr" ? CultureInfo.GetCultureInfo("fr-FR") : CultureInfo.InvariantCulture);
        return words[$"{number}\u00a0€", $"€{number}"];
    }

    private static JsonObject Line(string label, string text) => new() { ["label"] = label, ["text"] = text };
}
