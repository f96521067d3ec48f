using System.Collections.Frozen;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>E-mail addresses as they are read out: <c>marie point dupont arobase gmail point com</c>.</summary>
internal static class SpelledMail
{
    private const int MostPieces = 40;
    private const int LongestDomain = 63;

    private static readonly FrozenDictionary<string, string> Marks = new Dictionary<string, string>
    {
        ["point"] = ".",
        ["dot"] = ".",
        ["tiret"] = "-",
        ["dash"] = "-",
        ["hyphen"] = "-",
        ["underscore"] = "_",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Ats = FrozenSet.Create(StringComparer.Ordinal,
        "arobase", "arobas", "arrobase", "at", "arobaze", "aerobase");

    private static readonly FrozenSet<string> NotOfMail = FrozenSet.Create(StringComparer.Ordinal,
        "mail", "email", "e", "mel", "adresse", "address", "courriel", "est", "is", "c", "s", "it", "ecrivez", "write",
        "a", "to", "me", "moi", "sur", "voici", "here", "donc", "so");

    /// <summary>The addresses in a message, in small letters, in order.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <param name="tokens">Its tokens, by <see cref="WrittenNumber.TokensOf"/>.</param>
    public static List<SpelledWord> Find(string text, IReadOnlyList<AddressToken> tokens)
    {
        List<SpelledWord> found = [];
        var done = 0;
        for (var at = 1; at < tokens.Count; at++)
        {
            if (!Ats.Contains(tokens[at].Text) || !tokens[at].Joins)
                continue;
            var (domain, end) = Domain(text, tokens, at + 1);
            if (domain.Length == 0)
                continue;
            var gluedBehind = GluedAt(tokens, end);
            var (name, first) = Name(text, tokens, at, done, gluedBehind > 0);
            if (name.Length == 0)
                continue;
            end += gluedBehind;
            found.Add(new SpelledWord(
                $"{name}@{domain}", new TextSpan(tokens[first].Start, tokens[end - 1].End)));
            done = end;
        }

        return found;
    }

    private static (string Domain, int End) Domain(string text, IReadOnlyList<AddressToken> tokens, int at)
    {
        var domain = "";
        var next = at;
        var labels = 0;
        while (next < tokens.Count && (next == at ? tokens[next].Joins : true) && domain.Length <= LongestDomain
            && tokens[next].Text.Length <= LongestDomain && !Marks.ContainsKey(tokens[next].Text))
        {
            domain += tokens[next].Text;
            labels++;
            var mark = MarkAt(text, tokens, next + 1);
            if (mark.Tokens < 0)
                return labels > 1 && IsDomain(domain) ? (domain, next + 1) : ("", at);
            domain += mark.Mark;
            next += 1 + mark.Tokens;
        }

        return ("", at);
    }

    // "Call us at 06.12.34.56.78" and "we live at 12-14 High Street" name none.
    private static bool IsDomain(string domain) =>
        domain.LastIndexOf('.') is > 0 and var dot && domain.Length - dot > 2
        && domain.AsSpan(dot + 1).IndexOfAnyExceptInRange('a', 'z') < 0;

    // What stands before the sign, read from there backwards.
    private static (string Name, int First) Name(
        string text, IReadOnlyList<AddressToken> tokens, int sign, int least, bool isGlued)
    {
        var at = sign - 1;
        var before = GluedBefore(tokens, at);
        at -= before;
        isGlued |= before > 0;
        var name = "";
        var first = sign;
        for (var pieces = 0; at >= least && pieces < MostPieces; pieces++)
        {
            if (Marks.ContainsKey(tokens[at].Text) || NotOfMail.Contains(tokens[at].Text) && tokens[at].Text.Length > 1)
                break;
            name = tokens[at].Text + name;
            first = at;
            // Behind what begins a clause nothing is left of it.
            if (at == least || !tokens[at].Joins)
                break;
            var between = text[tokens[at - 1].End..tokens[at].Start];
            var isTight = between is "." or "-" or "_";
            var isMark = Marks.TryGetValue(tokens[at - 1].Text, out var mark) && at - 1 > least;
            if (isTight)
                (name, at) = (between + name, at - 1);
            else if (isMark)
                (name, at) = (mark + name, at - 2);
            else if (tokens[at].Before == Gap.Tight || Joins(tokens, at, isGlued))
                at--;
            else
                break;
        }

        return name.Length > 0 && char.IsLetterOrDigit(name[0]) ? (name, first) : ("", sign);
    }

    // Letters one by one, a figure behind a name, and words that are said to be one.
    private static bool Joins(IReadOnlyList<AddressToken> tokens, int at, bool isGlued)
    {
        var (word, before) = (tokens[at], tokens[at - 1]);
        if (NotOfMail.Contains(before.Text) && before.Text.Length > 1)
            return false;
        // The S of "it's" is no letter of it.
        if (word.Text.Length == 1 && before.Text.Length == 1)
            return at < 2 || before.Before != Gap.Tight || tokens[at - 2].Text.Length == 1;
        if (word.IsNumber)
            return LanguageDetector.Score(before.Text) is { French: 0, English: 0 };
        return isGlued && LanguageDetector.Score(before.Text) is { French: 0, English: 0 };
    }

    private static (string Mark, int Tokens) MarkAt(string text, IReadOnlyList<AddressToken> tokens, int at)
    {
        if (at >= tokens.Count || !tokens[at].Joins)
            return ("", -1);
        if (Marks.TryGetValue(tokens[at].Text, out var mark) && at + 1 < tokens.Count && tokens[at + 1].Joins)
            return (mark, 1);
        var between = text[tokens[at - 1].End..tokens[at].Start];
        return between is "." or "-" or "" ? (between, 0) : ("", -1);
    }

    /// <summary>How many tokens say from a place on that words are written as one: <c>tout attaché</c>, <c>en un
    /// mot</c>, <c>all one word</c>; 0 when none do.</summary>
    public static int GluedAt(IReadOnlyList<AddressToken> tokens, int at) =>
        (WrittenNumber.TextAt(tokens, at), WrittenNumber.TextAt(tokens, at + 1), WrittenNumber.TextAt(tokens, at + 2))
            switch
        {
            ("tout", "attache" or "colle" or "accole", _) => 2,
            ("en", "un" or "1", "mot") or ("all" or "as", "one", "word") => 3,
            ("one", "word", _) => 2,
            _ => 0,
        };

    private static int GluedBefore(IReadOnlyList<AddressToken> tokens, int last) =>
        GluedAt(tokens, last - 2) == 3 ? 3 : GluedAt(tokens, last - 1) == 2 ? 2 : 0;
}
