using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Times of the day in words.</summary>
internal static class Clock
{
    /// <summary>
    /// A time: <c>neuf heures trente</c>, <c>nine thirty</c>, <c>fourteen oh five</c>.
    /// </summary>
    /// <param name="hour">0 to 24.</param>
    /// <param name="minute">0 to 59.</param>
    /// <param name="locale">The language.</param>
    /// <param name="isHalfDay">Whether a.m. or p.m. follows, in English.</param>
    public static string Time(int hour, int minute, string locale, bool isHalfDay = false)
    {
        if (locale == "fr")
        {
            var hours = $"{FrenchNumber.Cardinal(hour, isFeminine: true)} heure{(hour > 1 ? "s" : "")}";
            return minute == 0 ? hours : $"{hours} {FrenchNumber.Cardinal(minute)}";
        }

        return (hour, minute) switch
        {
            (0 or 24, 0) => "midnight",
            ( <= 12, 0) => EnglishNumber.Cardinal(hour) + (isHalfDay ? "" : " o'clock"),
            (_, 0) => $"{EnglishNumber.Cardinal(hour)} hundred",
            (_, < 10) => $"{EnglishNumber.Cardinal(hour)} oh {EnglishNumber.Cardinal(minute)}",
            _ => $"{EnglishNumber.Cardinal(hour)} {EnglishNumber.Cardinal(minute)}",
        };
    }
}
