namespace Gateway.Sessions.Workspaces;

/// <summary>
/// The public holidays of France (code du travail, art. L3133-1 and following): no one is written to unasked, and many
/// are closed.
/// </summary>
public static class PublicHolidays
{
    /// <summary>Those of all France.</summary>
    public const string France = "france";

    /// <summary>Adds Good Friday and St Stephen's Day (art. L3134-13).</summary>
    public const string AlsaceMoselle = "alsace-moselle";

    /// <summary>
    /// Adds the days of the abolition of slavery, those of all territories together: a contact's number does not tell
    /// the island.
    /// </summary>
    public const string Overseas = "overseas";

    private static readonly (int Month, int Day)[] Fixed =
        [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

    // Mayotte, Martinique, Guadeloupe, Saint-Martin, Guyane, Saint-Barthélemy, La Réunion (décret n° 83-1003).
    private static readonly (int Month, int Day)[] OfAbolition =
        [(4, 27), (5, 22), (5, 27), (5, 28), (6, 10), (10, 9), (12, 20)];

    // Days after Easter Sunday: its Monday, Ascension, Whit Monday.
    private static readonly int[] AfterEaster = [1, 39, 50];

    /// <summary>Whether a day is one of them.</summary>
    /// <param name="day">The day, where it is asked for.</param>
    /// <param name="more">Which days count besides those of all France; unknown names count for nothing.</param>
    public static bool Includes(DateOnly day, IReadOnlyList<string> more)
    {
        var sinceEaster = day.DayNumber - EasterSunday(day.Year).DayNumber;
        return Fixed.Contains((day.Month, day.Day))
            || AfterEaster.Contains(sinceEaster)
            || (more.Contains(AlsaceMoselle) && (sinceEaster == -2 || day is { Month: 12, Day: 26 }))
            || (more.Contains(Overseas) && OfAbolition.Contains((day.Month, day.Day)));
    }

    /// <summary>Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var g = ((8 * b) + 13) / 25;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
