namespace Gateway.Brain.Inspection.Calendars;

/// <summary>What our own events are called in calendars, for good (RFC 5545, 3.8.4.7).</summary>
public static class AppointmentUid
{
    private const string Maker = "inspection.gateway";

    /// <summary>Of an appointment.</summary>
    public static string Of(string centre, Guid appointment) => $"{appointment:D}@{centre}.{Maker}";

    /// <summary>Whether an event of that name comes from us: from that centre's planning.</summary>
    public static bool IsOurs(string uid, string centre) =>
        uid.EndsWith($"@{centre}.{Maker}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of something else in the planning.</summary>
    internal static string Of(string centre, string kind, long id) =>
        FormattableString.Invariant($"{kind}-{id}@{centre}.{Maker}");
}
