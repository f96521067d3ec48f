using System.Globalization;
using System.Text.Json;

namespace Gateway.Sessions.Workspaces;

/// <summary>
/// Reads <c>openingHours</c>. In short, days or ranges of days with their spans: <c>{ "mon-fri": "09:00-12:30,
/// 14:00-18:00" }</c>.
/// In full, the same under <c>week</c>, beside <c>exceptions</c> and <c>closedOnHolidays</c>.
/// </summary>
public static class OpeningHoursReader
{
    private const string SpanForm =
        "a span of time such as 09:00-18:00 that ends after it begins, or several, in their order, such as 09:00-12:30, 14:00-18:00";

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static readonly string[] HolidaySets =
        [PublicHolidays.France, PublicHolidays.AlsaceMoselle, PublicHolidays.Overseas];

    /// <summary>Reads the object; null is a business that does not say.</summary>
    public static OpeningHours Read(FileObject? json)
    {
        if (json is null)
            return OpeningHours.Unknown;
        var week = json.OptionalObject("week");
        var exceptions = json.OptionalObject("exceptions");
        var holidays = json.Texts(
            "closedOnHolidays", HolidaySets.Contains, string.Join(", ", HolidaySets), 0, HolidaySets.Length);
        if (week is null && exceptions is null && holidays.Count == 0)
            return new OpeningHours { Week = ReadWeek(json) };
        json.RefuseRest();
        return new OpeningHours
        {
            Week = week is null ? new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>>() : ReadWeek(week),
            Exceptions = exceptions is null ? [] : ReadExceptions(exceptions),
            ClosedOnHolidays = holidays,
        };
    }

    private static Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>> ReadWeek(FileObject json)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>>();
        foreach (var (days, written) in json.AllTexts())
        {
            var spans = ReadSpans(json, days, written);
            if (!TryReadDays(days, out var first, out var last))
            {
                json.Refuse(
                    days, $"is not a day or a range of days such as mon-fri; days are {string.Join(", ", Days)}");
                continue;
            }

            List<string> twice = [];
            for (var day = first; day <= last; day++)
            {
                if (!week.TryAdd((DayOfWeek)((day + 1) % 7), spans))
                    twice.Add(Days[day]);
            }

            if (twice.Count > 0)
                json.Refuse(days, $"names {string.Join(", ", twice)} again");
        }

        return week;
    }

    private static List<OpeningException> ReadExceptions(FileObject json)
    {
        var exceptions = new List<OpeningException>();
        foreach (var (days, written) in json.AllTexts())
        {
            var spans = written == "closed" ? [] : ReadSpans(json, days, written, "closed, or ");
            if (!TryReadDates(days, out var from, out var to))
                json.Refuse(days, "is not a date such as 2026-12-24, or a range such as 2026-12-24/2027-01-02");
            else if (exceptions.Exists(one => one.From <= to && from <= one.To))
                json.Refuse(days, "names a day again");
            else
                exceptions.Add(new OpeningException(from, to, spans));
        }

        exceptions.Sort((one, other) => one.From.CompareTo(other.From));
        return exceptions;
    }

    private static List<OpenSpan> ReadSpans(FileObject json, string name, string written, string alternative = "")
    {
        var spans = new List<OpenSpan>();
        foreach (var part in written.Split(',', StringSplitOptions.TrimEntries))
        {
            if (TryReadSpan(part, out var span)
                && (spans.Count == 0 || (!spans[^1].ClosesAtMidnight && spans[^1].Closes < span.Opens)))
            {
                spans.Add(span);
                continue;
            }

            json.Refuse(name, $"found \"{written}\", expected {alternative}{SpanForm}");
            break;
        }

        return spans;
    }

    private static bool TryReadDays(string text, out int first, out int last)
    {
        var parts = text.Split('-');
        first = Array.IndexOf(Days, parts[0]);
        last = Array.IndexOf(Days, parts[^1]);
        return parts.Length <= 2 && first >= 0 && last >= first;
    }

    private static bool TryReadDates(string text, out DateOnly from, out DateOnly to)
    {
        var parts = text.Split('/');
        to = default;
        return TryReadDate(parts[0], out from) && TryReadDate(parts[^1], out to) && parts.Length <= 2 && from <= to;
    }

    private static bool TryReadSpan(string text, out OpenSpan span)
    {
        span = default;
        var parts = text.Split('-');
        var isToMidnight = parts[^1] == "24:00";
        var closes = TimeOnly.MinValue;
        if (parts.Length != 2 || !TryReadTime(parts[0], out var opens)
            || (!isToMidnight && !TryReadTime(parts[1], out closes)))
            return false;
        span = new OpenSpan(opens, closes);
        return isToMidnight || opens < closes;
    }

    private static bool TryReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static bool TryReadDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}

/// <summary>Reads opening hours where a workspace is read as JSON without its file's checks.</summary>
internal sealed class OpeningHoursJson : System.Text.Json.Serialization.JsonConverter<OpeningHours>
{
    public override OpeningHours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return OpeningHoursReader.Read(
            new FileObject("$.openingHours", document.RootElement, Refuse, secret: _ => null));
    }

    public override void Write(Utf8JsonWriter writer, OpeningHours value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Opening hours are read, never written.");

    private static void Refuse(WorkspaceError error) => throw new JsonException($"{error.Path}: {error.Reason}");
}
