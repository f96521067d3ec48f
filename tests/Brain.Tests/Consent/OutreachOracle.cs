using Gateway.Sessions;

namespace Gateway.Brain.Tests.Consent;

/// <summary>
/// The rules of prospecting as a table that someone could read aloud: hours as text, holidays as dates, time zones as
/// offsets. It shares no code with what it judges, nor the time-zone database.
/// </summary>
internal static class OutreachOracle
{
    // One letter an hour, from midnight: x may be written to.
    private const string Calls = "..........xxx.xxxxxx....";
    private const string Sms = "........xxxxxxxxxxxx....";

    // The moving holidays, from the published calendars.
    private static readonly Dictionary<int, (string GoodFriday, string EasterMonday, string Ascension,
        string WhitMonday)> Moving = new()
        {
            [2026] = ("04-03", "04-06", "05-14", "05-25"),
            [2027] = ("03-26", "03-29", "05-06", "05-17"),
            [2028] = ("04-14", "04-17", "05-25", "06-05"),
            [2029] = ("03-30", "04-02", "05-10", "05-21"),
            [2030] = ("04-19", "04-22", "05-30", "06-10"),
        };

    private static readonly HashSet<string> Everywhere =
        ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
    private static readonly HashSet<string> Overseas = ["04-27", "05-22", "05-27", "05-28", "06-10", "10-09", "12-20"];

    // Summer time of Europe/Paris: from and to, UTC (the last Sundays of March and October, 01:00).
    private static readonly (DateTime From, DateTime To)[] Summers =
    [
        (Utc(2026, 3, 29), Utc(2026, 10, 25)), (Utc(2027, 3, 28), Utc(2027, 10, 31)),
        (Utc(2028, 3, 26), Utc(2028, 10, 29)),
        (Utc(2029, 3, 25), Utc(2029, 10, 28)), (Utc(2030, 3, 31), Utc(2030, 10, 27)),
    ];

    /// <summary>Hours ahead of UTC, winter and summer.</summary>
    public static readonly Dictionary<string, (int Winter, int Summer)> Zones = new()
    {
        ["Europe/Paris"] = (1, 2),
        ["Indian/Reunion"] = (4, 4),
        ["America/Guadeloupe"] = (-4, -4),
        ["America/Cayenne"] = (-3, -3),
        ["Pacific/Noumea"] = (11, 11),
        ["Pacific/Tahiti"] = (-10, -10),
    };

    /// <summary>Whether it may be sent.</summary>
    public static bool May(OutreachCase one, DateTimeOffset now)
    {
        if (one.Class == MessageClass.Reply)
            return true;
        if (one.OptedOut)
            return false;
        if (one.Class == MessageClass.Service)
            return true;
        if (one.Channel is "web" or "telegram" || !one.HasAgreed)
            return false;
        if (one.RefusedAt is { } refused && now < refused.AddDays(60))
            return false;
        if (one.Sent.Count(at => at <= now && at.AddDays(30) > now) >= one.Most)
            return false;
        return IsOpen(one, now);
    }

    private static bool IsOpen(OutreachCase one, DateTimeOffset now)
    {
        var (winter, summer) = Zones[one.Zone];
        var isSummer = Summers.Any(season => now.UtcDateTime >= season.From && now.UtcDateTime < season.To);
        var local = now.UtcDateTime.AddHours(isSummer ? summer : winter);
        if (local.DayOfWeek == DayOfWeek.Sunday || IsHoliday(one, local))
            return false;
        var isLong = one.LongSmsHours && one.Channel == "sms";
        if (local.DayOfWeek == DayOfWeek.Saturday && !isLong)
            return false;
        return (isLong ? Sms : Calls)[local.Hour] == 'x';
    }

    private static bool IsHoliday(OutreachCase one, DateTime local)
    {
        var day = local.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var (goodFriday, easterMonday, ascension, whitMonday) = Moving[local.Year];
        return Everywhere.Contains(day) || day == easterMonday || day == ascension || day == whitMonday
            || (one.Holidays.Contains("alsace-moselle") && (day == goodFriday || day == "12-26"))
            || (one.Holidays.Contains("overseas") && Overseas.Contains(day));
    }

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 1, 0, 0, DateTimeKind.Utc);
}

/// <summary>A generated case.</summary>
internal sealed record OutreachCase(
    MessageClass Class, string Channel, string Zone, bool OptedOut, bool HasAgreed, DateTimeOffset? RefusedAt,
    IReadOnlyList<DateTimeOffset> Sent,
    int Most, bool LongSmsHours, IReadOnlyList<string> Holidays, DateTimeOffset Now);
