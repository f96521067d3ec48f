using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>Ways to pay, by their names in files or as people call them.</summary>
internal static class PaymentField
{
    private static readonly (string Name, string[] Called)[] Ways =
    [
        ("carte", ["carte bancaire", "carte bleue", "cb", "card", "credit card", "debit card", "bank card", "cards"]),
        ("especes", ["espece", "liquide", "cash"]),
        ("cheque", ["cheques", "check", "cheque bancaire"]),
        ("virement", ["virement bancaire", "transfer", "bank transfer"]),
        ("sans_contact", ["sans contact", "contactless"]),
        ("en_ligne", ["en ligne", "online", "paiement en ligne"]),
        ("carte_carburant", ["carte carburant", "fuel card"]),
        ("cheque_vacances", ["cheque vacances", "cheques vacances", "ancv"]),
    ];

    /// <summary>Puts them into a document's settings.</summary>
    public static void Set(JsonObject settings, IReadOnlyList<string> texts, FieldErrors errors)
    {
        var names = new List<string>();
        foreach (var text in texts)
        {
            if (Find(Fold(text)) is { } name)
                names.Add(name);
            else
            {
                errors.Add(
                    "payment_methods",
                    $"« {text} » n’est pas connu ; connus : {string.Join(", ", CentreWords.PaymentNames)}",
                    $"“{text}” is not known; known are {string.Join(", ", CentreWords.PaymentNames)}");
            }
        }

        settings["paymentMethods"] = new JsonArray([.. names.Distinct().Select(name => (JsonNode)name)]);
    }

    private static string? Find(string text) => CentreWords.PaymentNames.Contains(text)
        ? text
        : Array.Find(Ways, way => way.Name.Replace('_', ' ') == text || way.Called.Contains(text)).Name;

    private static string Fold(string text) => string.Concat(
        text.Trim().ToLowerInvariant().Replace('-', ' ').Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));
}
