using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Consent;

/// <summary>
/// When someone may be written to unasked: the hours of sales calls (décret n° 2022-1313), or by SMS longer ones if the
/// business chooses; never on a Sunday or a public holiday.
/// </summary>
internal static class OutreachHours
{
    // Two weeks are more than any run of holidays.
    private const int MostDays = 14;

    private static readonly (int From, int To)[] OfCalls = [(10, 13), (14, 20)];
    private static readonly (int From, int To)[] OfSms = [(8, 20)];

    /// <summary>
    /// The first moment, from then on, that falls within the hours; <paramref name="from"/> itself when it does.
    /// </summary>
    /// <param name="from">The earliest moment.</param>
    /// <param name="zone">Where the contact lives.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="rules">What the business chose.</param>
    public static DateTimeOffset Next(DateTimeOffset from, TimeZoneInfo zone, string channel, OutreachRules rules)
    {
        var local = TimeZoneInfo.ConvertTime(from, zone);
        var today = DateOnly.FromDateTime(local.DateTime);
        for (var day = today; day.DayNumber <= today.DayNumber + MostDays; day = day.AddDays(1))
        {
            foreach (var (opens, closes) in On(day, channel, rules))
            {
                if (day == today && local.Hour >= closes)
                    continue;
                if (day == today && local.Hour >= opens)
                    return from;
                var start = day.ToDateTime(new TimeOnly(opens, 0));
                return new DateTimeOffset(start, zone.GetUtcOffset(start));
            }
        }

        throw new InvalidOperationException("There is no working day within two weeks.");
    }

    private static (int From, int To)[] On(DateOnly day, string channel, OutreachRules rules)
    {
        if (PublicHolidays.Includes(day, rules.Holidays))
            return [];
        var isLong = channel == ChannelKind.Sms && rules.LongSmsHours;
        return day.DayOfWeek switch
        {
            DayOfWeek.Sunday => [],
            DayOfWeek.Saturday => isLong ? OfSms : [],
            _ => isLong ? OfSms : OfCalls,
        };
    }
}
