using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>Bays: how many that take the same kinds of vehicles, or each with what it takes.</summary>
internal static class BaysField
{
    private const int Most = 20;

    /// <summary>Puts them into a document's settings; prices have to be there already.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="values">The form: <c>bays</c> and <c>vehicle_types</c>.</param>
    /// <param name="isFrench">How bays are called that have no name.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static void Set(JsonObject settings, FieldValues values, bool isFrench, FieldErrors errors)
    {
        var kinds = Kinds(settings, values, errors);
        var value = FieldValues.Parsed(values.Value("bays"));
        if (value is JsonArray list && list.All(bay => bay is JsonObject))
        {
            settings["bays"] = new JsonArray([.. list.Select((bay, place) =>
                (JsonNode)Bay((JsonObject)bay!, place, kinds, isFrench))]);
            return;
        }

        var count = value is null ? 1 : values.Integer("bays", value, 1, Most);
        settings["bays"] = new JsonArray([.. Enumerable.Range(0, count ?? 1)
            .Select(place => (JsonNode)Bay([], place, kinds, isFrench))]);
    }

    private static JsonObject Bay(JsonObject bay, int place, IReadOnlyList<string> kinds, bool isFrench)
    {
        var number = (place + 1).ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["id"] = FieldValues.TextOf(bay["id"]) ?? number,
            ["name"] = FieldValues.TextOf(bay["name"]) ?? $"{(isFrench ? "Piste" : "Bay")} {number}",
            ["vehicles"] = (bay["vehicles"] ?? bay["vehicle_types"])?.DeepClone()
                ?? new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]),
        };
    }

    /// <summary>Which kinds are taken: as it says, else those that there are prices for.</summary>
    private static List<string> Kinds(JsonObject settings, FieldValues values, FieldErrors errors)
    {
        var said = values.Texts("vehicle_types");
        foreach (var kind in said.Where(kind => !CentreWords.VehicleNames.Contains(kind)))
        {
            errors.Add(
                "vehicle_types", $"« {kind} » n’est pas connu ; connus : {string.Join(", ", CentreWords.VehicleNames)}",
                $"“{kind}” is not known; known are {string.Join(", ", CentreWords.VehicleNames)}");
        }

        if (said.Count > 0)
            return [.. said.Distinct()];
        var priced = (settings["prices"] as JsonArray ?? [])
            .Where(price => FieldValues.TextOf(price?["visit"]) == VisitKind.Periodic.InWire())
            .Select(price => FieldValues.TextOf(price?["vehicle"]) ?? VehicleType.Car.InWire()).Distinct().ToList();
        return priced.Count > 0 ? priced : [VehicleType.Car.InWire()];
    }
}
