using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>How long visits take, in sentences.</summary>
internal static class DurationWords
{
    /// <summary>
    /// How long the periodic visit takes, vehicles for which it is otherwise, and visits for which it is otherwise.
    /// </summary>
    public static string All(Centre centre, string locale)
    {
        var visits = Enum.GetValues<VisitKind>()
            .Where(visit => visit != VisitKind.Periodic && centre.MinutesByVisit.ContainsKey(visit))
            .Select(visit => $"{visit.Name(locale)}{Colon(locale)} {Minutes(centre.MinutesByVisit[visit], locale)}");
        var groups = Enum.GetValues<VehicleType>().Where(centre.Takes)
            .GroupBy(vehicle => centre.MinutesFor(vehicle, VisitKind.Periodic)).ToList();
        var vehicles = groups.Count < 2
            ? [Minutes(groups.Count == 0 ? centre.Minutes : groups[0].Key, locale)]
            : groups.Select(group => string.Join(
                ' ', CentreNames.Listed(group.Select(vehicle => vehicle.Names(locale)), locale) + Colon(locale),
                Minutes(group.Key, locale)));
        var separator = locale == "fr" ? "\u00A0; " : "; ";
        var first = locale == "fr" ? "Le contrôle dure environ" : "The inspection takes about";
        return string.Join(separator, vehicles.Concat(visits)) is var list && groups.Count < 2
            ? $"{first} {list}."
            : locale == "fr" ? $"Durée environ\u00A0: {list}." : $"About how long it takes: {list}.";
    }

    /// <summary>A number of minutes.</summary>
    public static string Minutes(int minutes, string locale) =>
        locale == "fr" ? $"{minutes}\u00A0minutes" : $"{minutes} minutes";

    private static string Colon(string locale) => locale == "fr" ? "\u00A0:" : ":";
}
