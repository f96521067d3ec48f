using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Other ways of asking a question, as an owner writes them into the file: <c>- ? how long does it take</c>, each on a
/// line of its own right below the heading.
/// </summary>
internal sealed partial class WaysOfAsking
{
    private const int MaxLetters = 300;
    private const int MaxWays = 100;

    private readonly SortedDictionary<int, string> _ways = [];

    private WaysOfAsking()
    {
    }

    /// <summary>
    /// Takes them out of a file before it is read as Markdown, where the answer below them would run on from the last
    /// of them. Every other line stays where it is.
    /// </summary>
    public static WaysOfAsking TakenOutOf(ref string text)
    {
        var found = new WaysOfAsking();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var isBelow = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (isBelow && Way().Match(lines[i]) is { Success: true } way)
            {
                found._ways[i + 1] = PlainText.TidyLine(way.Groups["way"].Value);
                lines[i] = "";
            }
            else if (Heading().IsMatch(lines[i]) || (i > 0 && lines[i - 1].Length > 0 && Underline().IsMatch(lines[i])))
                isBelow = true;
            else
                isBelow &= string.IsNullOrWhiteSpace(lines[i]);
        }

        text = string.Join('\n', lines);
        return found;
    }

    /// <summary>
    /// Those between two lines, which belong to the heading at the first; one that cannot be taken in is noted and left
    /// out.
    /// </summary>
    public IReadOnlyList<string> Below(int line, int next, FileErrors errors)
    {
        List<string> below = [];
        foreach (var (at, way) in _ways.Where(way => way.Key > line && way.Key < next).ToList())
        {
            _ways.Remove(at);
            if (way.Length == 0)
                errors.Add(at, null, "the way of asking is empty");
            else if (way.Length > MaxLetters)
                errors.Add(
                    at, null,
                    string.Create(
                        CultureInfo.InvariantCulture, $"the way of asking is longer than {MaxLetters} letters"));
            else if (below.Count == MaxWays)
                errors.Add(
                    at, null,
                    string.Create(
                        CultureInfo.InvariantCulture, $"the question has more than {MaxWays} ways of asking"));
            else
                below.Add(way);
        }

        return below.Count == 0 ? Array.Empty<string>() : below;
    }

    /// <summary>Notes those that stand below no question.</summary>
    public void Refuse(FileErrors errors)
    {
        foreach (var at in _ways.Keys)
            errors.Add(at, null, "the way of asking stands below no question");
    }

    [GeneratedRegex(@"^ {0,3}[-*+][ \t]+\?(?<way>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Way();

    [GeneratedRegex(@"^ {0,3}#{1,6}([ \t]|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ {0,3}(=+|-+)[ \t]*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Underline();
}
