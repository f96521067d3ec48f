using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>Words of notices, as plain text: what stands in messages becomes an agent's words as a whole.</summary>
public static class NoticeWords
{
    /// <summary>Language somebody is written to in.</summary>
    public static string LocaleOf(Centre centre, Appointment appointment) => appointment.Locale ?? centre.Locale;

    /// <summary>A moment by the centre's clock: <c>jeudi 3 décembre à 9 h</c>.</summary>
    public static string Moment(Centre centre, DateTimeOffset instant, string locale)
    {
        var local = TimeZoneInfo.ConvertTime(instant, centre.Zone);
        return Say(locale, "when", ("day", Day(DateOnly.FromDateTime(local.DateTime), locale)),
            ("time", Time(TimeOnly.FromDateTime(local.DateTime), locale)));
    }

    /// <summary>A day: <c>jeudi 3 décembre</c>.</summary>
    public static string Day(DateOnly day, string locale) => SlotWords.Day(day, locale);

    /// <summary>A time of day: <c>9 h</c>.</summary>
    public static string Time(TimeOnly time, string locale) => SlotWords.Time(time, locale);

    /// <summary>What a kind of visit is called.</summary>
    public static string Visit(VisitKind visit, string locale) => InspectionWording.Name(visit, locale);

    /// <summary>A phrase with its values.</summary>
    internal static string Say(string locale, string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var phrase = Phrasebook.Load($"InspectionNotices.{locale}.phrases").Label(key, "");
        var text = new StringBuilder(phrase.Length);
        // In one go: what stands in a value is never read as a placeholder.
        for (var at = 0; at < phrase.Length; at++)
        {
            var end = phrase[at] == '{' ? phrase.IndexOf('}', at) : -1;
            if (end < 0)
            {
                text.Append(phrase[at]);
                continue;
            }

            text.Append(Find(values, phrase.AsSpan((at + 1)..end)));
            at = end;
        }

        return text.ToString();
    }

    private static string Find(ReadOnlySpan<(string Name, string Value)> values, ReadOnlySpan<char> name)
    {
        foreach (var (known, value) in values)
        {
            if (name.SequenceEqual(known))
                return value;
        }

        throw new KeyNotFoundException($"Nothing was said for {name}.");
    }
}
