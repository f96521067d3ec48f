using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Times;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>Holds the days, times, plates and numbers of an answer against those of what was read back.</summary>
internal static class ReadBackFigures
{
    private const int LeastDigits = 8;

    // "That one" is no time.
    private const int LeastWords = 4;

    /// <summary>
    /// Whether what an answer names of them stands in what was read back; what it does not name agrees.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="readBack">What was read back; of a move the new time stands in bold.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="today">The day it is.</param>
    public static bool Agree(string answer, string readBack, string locale, DateOnly today)
    {
        var text = Readable.Of(answer);
        var signs = Signs(readBack);
        if (DriverPlates.In(text, isAsked: false)
            .Any(plate => !signs.Contains(Signs(plate.Text), StringComparison.Ordinal)))
            return false;
        var digits = string.Concat(readBack.Where(char.IsAsciiDigit));
        if (PhoneNumber.Find(text, LeastDigits).Select(span => string.Concat(span.Of(text).Where(char.IsAsciiDigit)))
            .Any(number => !digits.Contains(
                number[Math.Max(0, number.Length - LeastDigits)..], StringComparison.Ordinal)))
            return false;
        var now = new LocalNow(today, default);
        var known = Points(TimeReader.Find(Bold(readBack), locale, now)).Where(point => point.Day is not null).ToList();
        return known.Count == 0 || WishTimes.In(text, locale, now, _ => true)
            .Where(time => time.Words.Any(char.IsAsciiDigit) || time.Words.Length > LeastWords)
            .All(time => time.Value is not TimePoint point || (point.Day is null && point.Time is null)
                || known.Exists(one => Fits(point, one, time.Words.Any(char.IsAsciiDigit))));
    }

    // "See you Wednesday" is the Wednesday that was read back.
    private static bool Fits(TimePoint said, TimePoint known, bool isDated) =>
        (said.Day is not { } day || day == known.Day || (!isDated && day.DayOfWeek == known.Day?.DayOfWeek))
        && (said.Time is not { } time || known.Time is null || time == known.Time || time.AddHours(12) == known.Time);

    private static IEnumerable<TimePoint> Points(IEnumerable<ReadTime> times) =>
        times.Select(time => time.Value).OfType<TimePoint>();

    // "From Friday at 9 to **Monday at 2**".
    private static string Bold(string readBack)
    {
        var last = readBack.LastIndexOf("**", StringComparison.Ordinal);
        var first = last > 0 ? readBack.LastIndexOf("**", last - 1, StringComparison.Ordinal) : -1;
        var bold = first < 0 ? "" : readBack[(first + 2)..last];
        return bold.Any(char.IsAsciiDigit) ? bold : readBack.Replace("\u00A0", " ", StringComparison.Ordinal);
    }

    private static string Signs(string text) =>
        string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
