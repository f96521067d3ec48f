namespace Gateway.Brain.Turns;

/// <summary>
/// What the button below a read-back sends back. Anyone can send it: it is checked against what waits.
/// </summary>
internal static class ConfirmPayload
{
    /// <summary>Confirms whatever waits.</summary>
    public const string Any = "confirm";

    private const string Prefix = $"{Any}:";

    /// <summary>Confirms exactly the proposal with that digest.</summary>
    public static string Of(string digest) => Prefix + digest;

    /// <summary>The digest that a confirming button carries, or null.</summary>
    public static string? DigestIn(string? payload) =>
        payload?.Length > Prefix.Length && payload.StartsWith(Prefix, StringComparison.Ordinal)
            ? payload[Prefix.Length..]
            : null;
}
