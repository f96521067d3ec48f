namespace Gateway.Sessions;

/// <summary>The statuses by the names they bear in Redis, in PostgreSQL and on the wire.</summary>
public static class SessionStatuses
{
    /// <summary>The name of a status: <c>open</c>, <c>waiting</c>, <c>handedOver</c>, <c>closed</c>.</summary>
    public static string ToName(this SessionStatus status) => status switch
    {
        SessionStatus.Open => "open",
        SessionStatus.Waiting => "waiting",
        SessionStatus.HandedOver => "handedOver",
        SessionStatus.Closed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The status of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static SessionStatus Parse(string name) =>
        TryParse(name, out var status) ? status : throw new FormatException("Not a session status.");

    /// <summary>The status of that name; false when there is none.</summary>
    public static bool TryParse(string? name, out SessionStatus status)
    {
        (var known, status) = name switch
        {
            "open" => (true, SessionStatus.Open),
            "waiting" => (true, SessionStatus.Waiting),
            "handedOver" => (true, SessionStatus.HandedOver),
            "closed" => (true, SessionStatus.Closed),
            _ => (false, default),
        };
        return known;
    }
}
