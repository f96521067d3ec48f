using System.Text.RegularExpressions;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// A message out of which details are taken one after the other: what is taken is blanked out, places stay the same.
/// </summary>
internal sealed class MaskedText(string text)
{
    /// <summary>Stands where something was taken.</summary>
    public const char Mask = '\u0001';

    private readonly char[] _letters = text.Replace(Mask, ' ').ToCharArray();

    /// <summary>The message with what was taken blanked out.</summary>
    public string Rest => new(_letters);

    /// <summary>Takes the first match of a pattern, or null.</summary>
    public string? Take(Regex pattern)
    {
        var match = pattern.Match(Rest);
        return match.Success ? Take(new TextSpan(match.Index, match.Index + match.Length)) : null;
    }

    /// <summary>Takes the whole of the first match whose group pleases, and gives the group; or null.</summary>
    public string? TakeGroup(Regex pattern, string group, Func<string, bool> pleases)
    {
        foreach (Match match in pattern.Matches(Rest))
        {
            var value = match.Groups[group].Value.Trim(' ', Mask, ',', '.');
            if (value.Length == 0 || !pleases(value))
                continue;
            Take(new TextSpan(match.Index, match.Index + match.Length));
            return value;
        }

        return null;
    }

    /// <summary>Takes a piece.</summary>
    public string Take(TextSpan span)
    {
        var taken = span.Of(Rest);
        Array.Fill(_letters, Mask, span.Start, span.End - span.Start);
        return taken.Trim(' ', Mask, '\n', ',');
    }
}
