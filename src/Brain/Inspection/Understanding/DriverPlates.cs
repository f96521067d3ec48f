using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>
/// Finds the number plates that a driver names: those that have the form of one in France first, then what has the form
/// of another country's, and where a plate is spoken of whatever letters and figures stand behind its word.
/// </summary>
internal static partial class DriverPlates
{
    private const int Most = 4;
    private const int LeastSigns = 5;
    private const int MostSigns = 9;
    private const int LeastDigits = 2;

    /// <summary>The plates of a message, in their order; empty where it names none.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <param name="isAsked">Whether a plate was just asked for.</param>
    public static IReadOnlyList<NumberPlate> In(string text, bool isAsked)
    {
        var masked = new MaskedText(WithoutClocks(text));
        List<NumberPlate> found = [];
        foreach (Match match in French().Matches(masked.Rest))
        {
            if (found.Count < Most && IsFrench(match))
                found.Add(Taken(masked, match, PlateOf(match), "FR"));
        }

        if (found.Count == 0)
        {
            while (found.Count < Most && NumberPlate.Find(Apart(masked.Rest), isAsked: false) is { } plate)
            {
                masked.Take(plate.Span);
                found.Add(plate);
            }
        }

        if (found.Count == 0)
        {
            foreach (Match match in Foreign().Matches(masked.Rest))
            {
                if (CodeOf(match.Groups["code"].Value) is { } code)
                    found.Add(Taken(masked, match.Groups["code"], code, ""));
            }
        }

        if (found.Count == 0 && isAsked
            && (NumberPlate.Find(Apart(masked.Rest), isAsked: true) ?? Alone(text)) is { } asked)
            found.Add(asked);
        return [.. found.OrderBy(plate => plate.Span.Start)];
    }

    /// <summary>A plate as it was taken down before; null when it has the form of none.</summary>
    public static string? Read(string written) => In(Readable.Of(written), isAsked: true) is [var plate, ..]
        ? plate.Text
        : null;

    private static NumberPlate Taken(MaskedText masked, Capture match, string plate, string country)
    {
        var span = new TextSpan(match.Index, match.Index + match.Length);
        masked.Take(span);
        return new NumberPlate(plate, country, span);
    }

    // Dashes, or letters and figures in one, or capitals: "la 308 et" and "de 150 km" have none of these.
    private static bool IsFrench(Match match)
    {
        var (first, last) = (match.Groups["first"].Value, match.Groups["last"].Value);
        var isDashed = match.Groups["one"].Value.Contains('-', StringComparison.Ordinal)
            && match.Groups["two"].Value.Contains('-', StringComparison.Ordinal);
        var isOne = match.Groups["one"].Length + match.Groups["two"].Length == 0;
        return match.Groups["figures"].Value != "000" && !IsPair(first, "SS") && !IsPair(last, "SS")
            && (isDashed || ((isOne || (first + last).All(char.IsAsciiLetterUpper)) && !HasUnused(first + last)));
    }

    // No plate has them, but for who takes a zero for an O.
    private static bool HasUnused(string letters) => letters.Any(
        letter => char.ToUpperInvariant(letter) is 'I' or 'O' or 'U');

    private static bool IsPair(string letters, string other) =>
        letters.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string PlateOf(Match match) => string.Join(
        '-', match.Groups["first"].Value.ToUpperInvariant(), match.Groups["figures"].Value,
        match.Groups["last"].Value.ToUpperInvariant());

    // What was taken stands apart from what is beside it.
    private static string Apart(string text) => text.Replace(MaskedText.Mask, ',');

    // "À 10h20", "at 9.40", "j'ai deux": no plate, however much it looks like one of some country.
    private static string WithoutClocks(string text) => Clocks().Replace(text, match => new string(',', match.Length));

    // A message that is nothing but a code.
    private static NumberPlate? Alone(string text)
    {
        var trimmed = text.Trim(' ', '.', ',', '!');
        return trimmed.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is ' ' or '-' or '.')
            && CodeOf(trimmed) is { } code
            ? new NumberPlate(code, "", new TextSpan(0, text.Length))
            : null;
    }

    private static string? CodeOf(string written)
    {
        var signs = written.Where(char.IsAsciiLetterOrDigit).ToList();
        return signs.Count is >= LeastSigns and <= MostSigns && signs.Count(char.IsAsciiDigit) >= LeastDigits
            && signs.Exists(char.IsAsciiLetter) && signs[0] is not '0'
            ? string.Join(' ', written.ToUpperInvariant().Split(
                ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : null;
    }

    [GeneratedRegex(
        @"\b(?<first>[A-Z]{2})(?<one>[ .·]{0,2}-?[ ]?)(?<figures>[0-9]{3})(?<two>[ .·]{0,2}-?[ ]?)(?<last>[A-Z]{2})\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex French();

    // Behind the word for it: the blocks of whatever country.
    [GeneratedRegex(
        @"\b(?:plaques?|immatriculations?|immatricul[eé]e?s?|immat|registrations?|registered|reg|regno|rego|plates?|number plate|kennzeichen|tablice)(?:[ :=n°]|num[eé]ro|no\.|nr|number|is|est|c['’]est|it['’]s|are|on|la|le|the|sous|belges?|suisses?|allemandes?|polonaises?|n[eé]erlandaises?|espagnoles?|italiennes?|ukrainiennes?|roumaines?|portugaises?|anglaises?|britanniques?|dutch|polish|german|belgian|spanish|italian|ukrainian|romanian|british|uk|english|irish|portuguese|[(])*[ ]?(?<code>(?:[0-9A-Z]{1,5}[ .-]){0,3}[0-9A-Z]{1,7})\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();

    [GeneratedRegex(
        @"\b(?:[aà] )?[0-9]{1,2} ?(?:h|:|heures?)(?: ?[0-9]{2}(?: ?(?:min|mn))?)?\b|\b(?:at|for|by|[aà]|vers|pour) [0-9]{1,2}\.[0-9]{2}\b|\b[0-9]{1,2}\.[0-9]{2} ?(?:am|pm)\b|\b[0-9]{1,2} ?[ap]\.?m\b|\b[jn]['’ ]?ai\b|\b[0-9]{1,2}[./][0-9]{1,2}[./](?:20)?[0-9]{2}\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Clocks();
}
