namespace Gateway.Brain.Inspection.Calendars;

/// <summary>One line of a calendar, put together again (RFC 5545, 3.1): <c>NAME;PARAMETER=value:value</c>.</summary>
/// <param name="Name">In capitals.</param>
/// <param name="Value">As it stands there, escaped.</param>
internal sealed record ContentLine(string Name, string Value)
{
    private const int DayLength = 8;

    /// <summary>What stands between name and value, without its first semicolon; mostly empty.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>Whether its value, or the first of several, is a day without a time of day, said so or not.</summary>
    public bool IsDay => Parameter("VALUE") is "DATE"
        || (Value.Length >= DayLength && Value.AsSpan(0, DayLength).IndexOfAnyExceptInRange('0', '9') < 0
            && (Value.Length == DayLength || Value[DayLength] == ','));

    /// <summary>A parameter's value without its quotes; null when it is not there.</summary>
    public string? Parameter(string name)
    {
        foreach (var (key, value) in Pairs())
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>Reads a line.</summary>
    /// <returns>Null when it is none.</returns>
    public static ContentLine? TryRead(string line)
    {
        var end = line.AsSpan().IndexOfAny(':', ';');
        if (end <= 0)
            return null;
        var colon = EndOfParameters(line, end);
        if (colon < 0)
            return null;
        return new ContentLine(line[..end].ToUpperInvariant(), line[(colon + 1)..])
        {
            Parameters = colon == end ? "" : line[(end + 1)..colon],
        };
    }

    /// <summary>Commas and line breaks of a text as they were before they were escaped (RFC 5545, 3.3.11).</summary>
    public static string Unescape(string text) => text
        .Replace("\\n", "\n", StringComparison.OrdinalIgnoreCase)
        .Replace("\\,", ",", StringComparison.Ordinal)
        .Replace("\\;", ";", StringComparison.Ordinal)
        .Replace("\\\\", "\\", StringComparison.Ordinal);

    private IEnumerable<(string Key, string Value)> Pairs()
    {
        for (var at = 0; at < Parameters.Length;)
        {
            var equals = Parameters.IndexOf('=', at);
            if (equals < 0)
                yield break;
            var from = equals + 1;
            var isQuoted = from < Parameters.Length && Parameters[from] == '"';
            var end = isQuoted
                ? Parameters.IndexOf('"', from + 1)
                : Parameters.IndexOf(';', from);
            end = end < 0 ? Parameters.Length : end;
            yield return (Parameters[at..equals], Parameters[(isQuoted ? from + 1 : from)..end]);
            at = isQuoted ? end + 2 : end + 1;
        }
    }

    // A colon in quotes belongs to the parameter.
    private static int EndOfParameters(string line, int from)
    {
        var isQuoted = false;
        for (var at = from; at < line.Length; at++)
        {
            if (line[at] == '"')
                isQuoted = !isQuoted;
            else if (line[at] == ':' && !isQuoted)
                return at;
        }

        return -1;
    }
}
