using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres.InWords;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>
/// Opening hours as centres' forms and tables have them: in words, as workspace files write them, or an object whose
/// names are days (<c>{"monday": {"open": "08:00", "close": "18:00"}, "dimanche": null}</c>).
/// </summary>
internal static class HoursField
{
    private const string Field = "opening_hours";

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] Own = ["week", "exceptions", "closedOnHolidays", "closed_on_holidays"];

    /// <summary>Puts the value into a document; what it does not say of holidays and exceptions stays.</summary>
    public static void Set(JsonObject document, JsonNode value, FieldErrors errors)
    {
        value = FieldValues.Parsed(value) ?? value;
        var hours = document["openingHours"] as JsonObject ?? [];
        var json = value as JsonObject;
        var isOwn = json is not null && Own.Any(json.ContainsKey);
        var week = isOwn ? json!["week"] : value;
        if ((week is null ? null : WordsOf(week)) is not { Length: > 0 } words)
        {
            errors.Add(
                Field, "dites les jours et les heures, par exemple : du lundi au vendredi 8h-12h et 14h-18h",
                "say the days and the hours, such as Monday to Friday 8am-12pm and 2pm-6pm");
            return;
        }

        var (read, problem) = HoursInWords.Read(words);
        if (problem is not null)
        {
            errors.Add(Field, problem.Explain());
            return;
        }

        hours["week"] = WeekOf(read!);
        if (read!.ClosedOnHolidays.Count > 0)
            hours["closedOnHolidays"] = new JsonArray(PublicHolidays.France);
        if (isOwn && json!["exceptions"] is { } exceptions)
            hours["exceptions"] = exceptions.DeepClone();
        if (isOwn && (json!["closedOnHolidays"] ?? json["closed_on_holidays"]) is { } holidays)
            hours["closedOnHolidays"] = holidays.DeepClone();
        document["openingHours"] = hours;
    }

    /// <summary>A week as files write it: <c>{"mon": "08:00-12:00, 14:00-18:30"}</c>.</summary>
    public static JsonObject WeekOf(OpeningHours hours)
    {
        var week = new JsonObject();
        for (var day = 0; day < Days.Length; day++)
        {
            if (hours.Week.GetValueOrDefault((DayOfWeek)((day + 1) % 7)) is { Count: > 0 } spans)
                week[Days[day]] = Write(spans);
        }

        return week;
    }

    /// <summary>Spans as files write them.</summary>
    public static string Write(IReadOnlyList<OpenSpan> spans) => string.Join(", ", spans.Select(Write));

    private static string Write(OpenSpan span)
    {
        var closes = span.ClosesAtMidnight ? "24:00" : span.Closes.ToString("HH:mm", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{span.Opens:HH:mm}-{closes}");
    }

    private static string? WordsOf(JsonNode value) => value is JsonObject days
        ? string.Join("; ", days.Select(day => $"{day.Key.Replace('_', ' ')} {SpansOf(day.Value)}"))
        : FieldValues.TextOf(value);

    private static string SpansOf(JsonNode? value)
    {
        switch (FieldValues.Parsed(value))
        {
            case null:
                return "closed";
            case JsonArray { Count: 0 }:
                return "closed";
            case JsonArray list:
                return string.Join(", ", list.Select(SpansOf));
            case JsonObject span when IsTrue(span["closed"]) || IsTrue(span["ferme"]) || IsFalse(span["is_open"]):
                return "closed";
            case JsonObject span when Of(span, "open", "start", "from", "opens", "ouverture", "debut", "de") is { } from
                && Of(span, "close", "end", "to", "closes", "fermeture", "fin", "a") is { } to:
                return $"{from}-{to}";
            case JsonObject parts:
                return string.Join(", ", parts
                    .Where(part => part.Value is JsonObject or JsonArray || IsSpan(part.Value))
                    .Select(part => SpansOf(part.Value)));
            case var one when IsFalse(one) || FieldValues.TextOf(one) is "":
                return "closed";
            case var one:
                return WithoutSeconds(FieldValues.TextOf(one)!);
        }
    }

    private static bool IsSpan(JsonNode? value) =>
        FieldValues.TextOf(value) is { } text && text.Contains('-', StringComparison.Ordinal);

    private static string? Of(JsonObject span, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (FieldValues.TextOf(span[name]) is { Length: > 0 } time)
                return WithoutSeconds(time);
        }

        return null;
    }

    private static string WithoutSeconds(string time) =>
        time is [_, _, ':', _, _, ':', '0', '0'] ? time[..5] : time;

    private static bool IsTrue(JsonNode? value) => FieldValues.TextOf(value) == "true";

    private static bool IsFalse(JsonNode? value) => FieldValues.TextOf(value) == "false";
}
