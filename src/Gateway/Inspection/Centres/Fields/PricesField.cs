using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Centres.InWords;
using Gateway.Brain.Settings;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>
/// A price grid as centres' forms and tables have it: in words, a list of prices, or an object of amounts by names
/// (<c>{"voiture_particuliere": {"essence": 79}, "moto": 60}</c>).
/// </summary>
internal static class PricesField
{
    private const string Field = "pricing_grid";

    // Prices that the grid has no place for are answers of their own.
    private const string Question = "Quel est le prix pour ceci\u00a0: ";

    private static readonly string[] AmountNames =
        ["price", "prix", "tarif", "amount", "montant", "price_eur", "prix_ttc"];

    /// <summary>Puts the value into a document's settings.</summary>
    public static void Set(JsonObject settings, JsonNode value, string currency, FieldErrors errors)
    {
        if (WordsOf(FieldValues.Parsed(value)) is not { Length: > 0 } words)
        {
            errors.Add(
                Field, "dites vos prix, par exemple : voiture 79 €, moto 60 €, contre-visite 20 €",
                "say your prices, such as car €79, motorcycle €60, re-visit €20");
            return;
        }

        var (lines, problem) = PricesInWords.Read(words, currency);
        if (problem is not null)
        {
            errors.Add(Field, problem.Explain());
            return;
        }

        settings["prices"] = new JsonArray([.. lines.Where(line => line.Other is null)
            .Select(line => (JsonNode)Json(line.Price))]);
        var answers = new JsonArray([.. (settings["answers"] as JsonArray ?? [])
            .Where(answer => !IsOther(answer)).Select(answer => answer!.DeepClone())]);
        foreach (var line in lines.Where(line => line.Other is not null))
            answers.Add(Answer(line, currency));
        if (answers.Count > 0)
            settings["answers"] = answers;
        else
            settings.Remove("answers");
    }

    /// <summary>A price as files write it.</summary>
    public static JsonObject Json(Price price)
    {
        var json = new JsonObject();
        if (price.Vehicle is { } vehicle)
            json["vehicle"] = vehicle.InWire();
        if (price.Energy is { } energy)
            json["energy"] = energy.InWire();
        json["visit"] = price.Visit.InWire();
        json["price"] = price.Amount;
        return json;
    }

    /// <summary>The prices that the grid has no place for: what of, and how much in words.</summary>
    public static IEnumerable<LocalText> OthersOf(IEnumerable<CentreAnswer> answers) => answers
        .Where(answer => answer.Question.French.StartsWith(Question, StringComparison.Ordinal))
        .Select(answer => answer.Answer);

    private static bool IsOther(JsonNode? answer) => FieldValues.TextOf(answer?["question"]?["fr"]) is { } question
        && question.StartsWith(Question.TrimEnd(), StringComparison.Ordinal);

    private static JsonObject Answer(PriceLine line, string currency)
    {
        var amount = line.Price.Amount;
        var french = string.Create(
            CultureInfo.GetCultureInfo("fr-FR"), $"{line.Other}\u00a0: {amount:0.##}\u00a0{Sign(currency)}");
        var english = string.Create(CultureInfo.InvariantCulture, $"{line.Other}: {Sign(currency)}{amount:0.##}");
        return new JsonObject
        {
            ["question"] = new JsonObject
            {
                ["fr"] = $"{Question}{line.Other}\u00a0?",
                ["en"] = $"What is the price for this: {line.Other}?",
            },
            ["answer"] = new JsonObject { ["fr"] = french, ["en"] = english },
        };
    }

    private static string Sign(string currency) => currency == "EUR" ? "€" : currency;

    private static string? WordsOf(JsonNode? value) => value switch
    {
        JsonArray list => string.Join("; ", list.Select(item => item is JsonObject one ? LineOf(one) : WordsOf(item))),
        JsonObject tree => string.Join("; ", Lines(tree, "")),
        _ => FieldValues.TextOf(value),
    };

    private static string LineOf(JsonObject one)
    {
        var amount = AmountNames.Select(name => FieldValues.TextOf(one[name])).FirstOrDefault(text => text is not null);
        var label = string.Join(' ', one.Where(part => !AmountNames.Contains(part.Key) && part.Key is not "currency")
            .Select(part => FieldValues.TextOf(part.Value)).Where(text => text is { Length: > 0 } and not "null"));
        return $"{(label.Length > 0 ? Spaced(label) : "tarif unique")} {amount}";
    }

    private static IEnumerable<string> Lines(JsonObject tree, string before) => tree.SelectMany(part =>
        part.Value is JsonObject inner
            ? Lines(inner, $"{before} {Spaced(part.Key)}")
            : [$"{before} {Spaced(part.Key)} {FieldValues.TextOf(part.Value)}".Trim()]);

    private static string Spaced(string name) => name.Replace('_', ' ');
}
