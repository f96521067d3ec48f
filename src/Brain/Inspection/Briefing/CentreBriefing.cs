using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Briefing;

/// <summary>
/// The instructions of a centre's agent, from the centre's data: who it is, what day it is, all that it may say, and
/// how it books. What the centre does not say is not made up: its line is left out, and a part without lines too.
/// </summary>
public static class CentreBriefing
{
    private static readonly ConcurrentDictionary<string, string> Templates = new(StringComparer.Ordinal);

    /// <summary>Writes them.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    /// <param name="now">The moment; the centre's own clock tells its day.</param>
    /// <returns>
    /// Markdown: parts under a <c>#</c> line each, parted by an empty line, with one line break at the end.
    /// </returns>
    public static string Write(Centre centre, string locale, DateTimeOffset now)
    {
        var language = locale == "fr" ? "fr" : "en";
        var values = new BriefingValues(centre, language, now).All();
        var written = Templates.GetOrAdd(language, Load).Split("\n\n")
            .Select(part => Fill(part, values))
            .Where(part => part.Count > 1)
            .Select(part => string.Join('\n', part));
        return string.Join("\n\n", written).TrimEnd() + "\n";
    }

    // A line that is nothing but a placeholder becomes all of its lines; the first one of a part is its title.
    private static List<string> Fill(string part, IReadOnlyDictionary<string, IReadOnlyList<string>> values) =>
    [
        .. part.TrimEnd('\n').Split('\n').SelectMany(line =>
            line.StartsWith('{') && line.EndsWith('}') && values.TryGetValue(line[1..^1], out var lines)
                ? lines
                : [FillLine(line, values)]),
    ];

    // In one go: what stands in a value is never read as a placeholder.
    private static string FillLine(string line, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var filled = new StringBuilder();
        for (var at = 0; at < line.Length; at++)
        {
            var end = line[at] == '{' ? line.IndexOf('}', at) : -1;
            if (end < 0)
            {
                filled.Append(line[at]);
                continue;
            }

            filled.Append(string.Join(", ", values[line[(at + 1)..end]]));
            at = end;
        }

        return filled.ToString();
    }

    private static string Load(string locale)
    {
        using var stream = Assembly.GetExecutingAssembly()
            .GetManifestResourceStream($"Inspection.{locale}.briefing")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
