using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Rules;

namespace Gateway.Channels.Speech.Saying;

/// <summary>
/// A text as it is spoken: numbers, prices, dates, times, plates, addresses and abbreviations in words, and nothing of
/// Markdown, web addresses or emoji.
/// </summary>
internal static class Said
{
    // Of a text that is longer no one hears the end; the rest is said as it stands.
    private const int Longest = 20_000;

    // What no pattern matches: it stands where another rule has spoken.
    private const char Taken = '\uFFFC';

    /// <summary>The words.</summary>
    /// <param name="text">An agent's Markdown, or a piece of it; what is spoken already stays as it is.</param>
    /// <param name="locale"><c>fr</c>, or English as the British speak it.</param>
    public static SpokenText Of(string text, string locale)
    {
        var plain = PlainSource.Read(text);
        var claims = plain.Text.Length > Longest ? [] : Claims(plain.Text, locale);
        var writer = new SpokenWriter();
        for (var at = 0; at < plain.Text.Length;)
        {
            if (claims.TryGetValue(at, out var claim))
            {
                writer.Say(claim.Words, plain.StartOf(at), plain.EndOf(claim.End - 1));
                at = claim.End;
                continue;
            }

            var unit = plain.Text[at];
            if (unit == '\n')
                writer.EndLine(plain.StartOf(at));
            else
                writer.Keep(Speakable(unit), plain.StartOf(at), plain.EndOf(at));
            at++;
        }

        return writer.Finish();
    }

    private static Dictionary<int, (int End, string Words)> Claims(string text, string locale)
    {
        var claims = new Dictionary<int, (int, string)>();
        var open = text.ToCharArray();
        foreach (var rule in RuleBook.Of(locale))
        {
            var seen = new string(open);
            for (var match = rule.Pattern.Match(seen); match.Success;)
            {
                var (start, length) = rule.Place(match);
                if (length > 0 && rule.Say(match) is { } words)
                {
                    claims[start] = (start + length, words);
                    open.AsSpan(start, length).Fill(Taken);
                    match = rule.Pattern.Match(seen, start + length);
                }
                else
                {
                    match = match.Index + 1 <= seen.Length ? rule.Pattern.Match(seen, match.Index + 1) : Match.Empty;
                }
            }
        }

        return claims;
    }

    // Signs that mean nothing to the ear.
    private static char Speakable(char unit) => unit switch
    {
        '*' or '_' or '#' or '\\' or '^' or '{' or '}' or '[' or ']' or '<' or '>' or '~' or '`' or '=' or '/' or '|'
            or '@' or '$' => ' ',
        '·' or '→' or '⇒' or '—' => ',',
        _ => unit,
    };
}
