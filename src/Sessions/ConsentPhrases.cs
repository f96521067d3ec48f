using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Sessions.Texts;

namespace Gateway.Sessions;

/// <summary>What a message says about consent.</summary>
/// <param name="Keyword">Which word it comes to.</param>
/// <param name="IsCertain">False when it may be meant otherwise, and who answers has to ask.</param>
public readonly record struct ConsentMeaning(ConsentKeyword Keyword, bool IsCertain);

/// <summary>
/// Reads what people write who want no more messages, or want them again: in their own words, with politeness around,
/// misspelt, spelt out or as a sign. A message is read clause by clause, each as the string of its words' kinds
/// (<see cref="ConsentVocabulary"/>). Certain is what is plainly about messages and says nothing else; what has foreign
/// words in it or is put as a question is asked about; a word of stopping beside foreign ones (<c>bus stop</c>) is
/// nothing.
/// </summary>
internal static partial class ConsentPhrases
{
    // Whoever wants out says so shortly; longer messages have more to say.
    private const int MostCharacters = 300;

    private static readonly SearchValues<char> AgainstStart = SearchValues.Create("nZPsSURL");

    // Each pattern below asks for one of these kinds.
    private static readonly SearchValues<char> Telling = SearchValues.Create("SsUCHVrMPZLRcvAaGBI");

    private const string EndOfClause = ".!?;,:()\r\n";

    private static readonly SearchValues<char> Marks = SearchValues.Create(EndOfClause);

    private enum Clause
    {
        Empty,
        Neutral,
        Foreign,
        GoesOn,
        Negated,
        Bare,
        BareUnclear,
        Plain,
        PlainBrief,
        PlainUnclear,
        Start,
        StartUnclear,
        Help,
    }

    /// <summary>What a message says about consent, or null when it says something else.</summary>
    public static ConsentMeaning? Read(string text)
    {
        if (text.Length > MostCharacters)
            return null;
        var clauses = new HashSet<Clause>();
        for (var rest = Fold(text).AsSpan().TrimStart(" " + EndOfClause); rest.Length > 0;)
        {
            var length = rest.IndexOfAny(Marks) is var mark and >= 0 ? mark : rest.Length;
            var words = ConsentVocabulary.Simplify(rest[..length].ToString());
            var next = rest[length..].TrimStart(" " + EndOfClause);
            clauses.Add(Read(words, rest[length..^next.Length].Contains('?')));
            rest = next;
            // What follows a formula of farewell is a name.
            if (clauses.Count > 1 && Farewell().IsMatch(words))
                break;
        }

        return Weigh(clauses);
    }

    private static ConsentMeaning? Weigh(HashSet<Clause> clauses)
    {
        var isAlone = !clauses.Overlaps([Clause.Foreign, Clause.GoesOn]);
        if (clauses.Contains(Clause.Negated))
            return null;
        if (clauses.Overlaps([Clause.Start, Clause.StartUnclear]))
        {
            return clauses.Overlaps([Clause.Bare, Clause.Plain, Clause.PlainBrief, Clause.PlainUnclear])
                ? new ConsentMeaning(ConsentKeyword.Stop, IsCertain: false)
                : new ConsentMeaning(ConsentKeyword.Start, isAlone && !clauses.Contains(Clause.StartUnclear));
        }

        if (clauses.Contains(Clause.Plain) || (isAlone && clauses.Overlaps([Clause.Bare, Clause.PlainBrief])))
            return new ConsentMeaning(ConsentKeyword.Stop, IsCertain: true);
        if (clauses.Overlaps([Clause.PlainBrief, Clause.PlainUnclear])
            || (isAlone && clauses.Contains(Clause.BareUnclear)))
            return new ConsentMeaning(ConsentKeyword.Stop, IsCertain: false);
        if (clauses.Contains(Clause.Bare) && !clauses.Contains(Clause.GoesOn))
            return new ConsentMeaning(ConsentKeyword.Stop, IsCertain: false);
        return isAlone && clauses.Contains(Clause.Help)
            ? new ConsentMeaning(ConsentKeyword.Help, IsCertain: true)
            : null;
    }

    private static Clause Read(string simplified, bool isQuestion)
    {
        var words = Join(simplified.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (words.Count == 0)
            return Clause.Empty;
        // Who is messaged, texted or mailed makes a verb of it.
        var kinds = string.Concat(words.Select(ConsentVocabulary.KindOf))
            .Replace(ConsentVocabulary.Nothing.ToString(), "", StringComparison.Ordinal)
                .Replace("MI", "VI", StringComparison.Ordinal);
        var asks = isQuestion && !PoliteRequest().IsMatch(kinds) || kinds.Contains('q', StringComparison.Ordinal);
        if (kinds.Length == 0)
            return Clause.Empty;
        var isForeign = kinds.AsSpan().ContainsAny("xzh");
        if (kinds.AsSpan().ContainsAny(Telling) && ReadTelling(kinds, isForeign, asks) is { } told)
            return told;
        if (isForeign)
            return kinds.AsSpan().ContainsAny("wz") ? Clause.GoesOn : Clause.Foreign;
        return kinds.Contains('w', StringComparison.Ordinal)
            ? Clause.GoesOn
            : asks && !kinds.AsSpan().ContainsAny("VrM")
            ? Clause.Foreign
            : Clause.Neutral;
    }

    private static Clause? ReadTelling(string kinds, bool isForeign, bool asks)
    {
        if (OnlyHelp().IsMatch(kinds))
            return Clause.Help;
        if (DoNotStop().IsMatch(kinds))
            return Clause.Negated;
        if (ReadStart(kinds, isForeign) is { } start)
            return start;
        if (ReadPlain(kinds, isForeign, asks) is { } plain)
            return plain;
        if (isForeign)
            return null;
        if (OnlyStop().IsMatch(kinds))
            return Clause.Bare;
        return kinds.AsSpan().ContainsAny("SsZ") || WantsOut().IsMatch(kinds) ? Clause.BareUnclear : null;
    }

    // Messages, a list or being written to are named.
    private static Clause? ReadPlain(string kinds, bool isForeign, bool asks)
    {
        if (Ends().IsMatch(kinds))
            return isForeign || asks ? Clause.PlainUnclear : Clause.Plain;
        if (Unsubscribes().IsMatch(kinds))
            return isForeign || asks
                || kinds.Contains('n', StringComparison.Ordinal)
                ? Clause.PlainUnclear
                : kinds == "U"
                ? Clause.Bare
                : Clause.Plain;
        if (Removes().IsMatch(kinds))
            return isForeign
                ? kinds.Contains('N', StringComparison.Ordinal)
                ? Clause.PlainUnclear
                : null
                : asks
                ? Clause.PlainUnclear
                : Clause.Plain;
        // Whoever is fed up with messages, or has said it before, may mean no more than that.
        if (FedUp().IsMatch(kinds) || (isForeign ? SaidIt().IsMatch(kinds) : !asks && Weakly().IsMatch(kinds)))
            return Clause.PlainUnclear;
        // "Don't text me" may go on with "mail me".
        if (!isForeign && Refuses().IsMatch(kinds))
            return asks ? Clause.PlainUnclear : Clause.PlainBrief;
        return !isForeign && NoMessage().IsMatch(kinds) ? Clause.PlainUnclear : null;
    }

    private static Clause? ReadStart(string kinds, bool isForeign)
    {
        if (kinds.AsSpan().ContainsAny(AgainstStart))
            return null;
        if (StartsAgain().IsMatch(kinds))
            return isForeign ? Clause.StartUnclear : Clause.Start;
        return MayStartAgain().IsMatch(kinds) && !isForeign ? Clause.StartUnclear : null;
    }

    // Letters that were spelt out ("s t o p") are the word they spell.
    private static List<string> Join(string[] words)
    {
        List<string> joined = [];
        for (var i = 0; i < words.Length; i++)
        {
            var end = i;
            while (end < words.Length && words[end].Length == 1 && char.IsAsciiLetter(words[end][0]))
                end++;
            var spelt = string.Concat(words[i..end]);
            if (spelt.Length > 3 && ConsentVocabulary.KindOf(spelt) is "S" or "U")
            {
                joined.Add(spelt);
                i = end - 1;
                continue;
            }

            joined.Add(words[i]);
        }

        return joined;
    }

    /// <summary>
    /// Small letters without accents, a space for what joins words, stop signs as a letter, and the marks that end a
    /// clause as they are.
    /// </summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in WellFormed.Normalize(text, NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsStopSign(rune.Value))
                folded.Append(' ').Append(ConsentVocabulary.StopSign).Append(' ');
            else if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                folded.Append((char)Rune.ToLowerInvariant(rune).Value);
            else if (Rune.IsLetterOrDigit(rune))
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (Rune.GetUnicodeCategory(
                rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control)
                || rune.Value is '\n' or '\r' or '\t')
                folded.Append(
                    rune.Value is '.' or '!' or '?' or ';' or ',' or ':' or '(' or ')' or '\n' or '\r'
                    ? (char)rune.Value
                    : ' ');
        }

        return SpeltWithMarks()
            .Replace(folded.ToString(), match => match.Value.Replace(".", " ", StringComparison.Ordinal));
    }

    // Octagonal sign, no entry, prohibited, no texting on a telephone, bell with a stroke.
    private static bool IsStopSign(int rune) => rune is 0x1F6D1 or 0x26D4 or 0x1F6AB or 0x1F4F5 or 0x1F515;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\b(cordialement|regards)\s*\z", Options)]
    private static partial Regex Farewell();

    [GeneratedRegex(@"(\b\w\.){3,}\w?", Options)]
    private static partial Regex SpeltWithMarks();

    [GeneratedRegex(@"\A[oI]?k[oI]?", Options)]
    private static partial Regex PoliteRequest();

    [GeneratedRegex(@"\AH+\z", Options)]
    private static partial Regex OnlyHelp();

    [GeneratedRegex(@"n[oIekfw]*[SsUC]", Options)]
    private static partial Regex DoNotStop();

    // Stopped, and what may stand around it; who explains may use more words.
    [GeneratedRegex(
        @"\A[yf]*(S[SsfMIZy]*|[SsfMIZynPoaAeNT]*[aA][SsfMIZynPoaAeNT]*S[SsfMIZynPoaAeNT]*|S[SsfMIZynPoaAeNT]*[aA][SsfMIZynPoaAeNT]*|ZS|L?IS)\z", Options)]
    private static partial Regex OnlyStop();

    // An end of messages, by these orders of words: stop sending, no more messages, no longer receive, never write
    // again, leave alone.
    [GeneratedRegex(
        @"[Ss][^xzh]*[VrM]|n[^xzh]*P[^xzh]*[VrM]|n[^xzh]*[Vr][^xzh]*[PB]|Z[^xzh]*[VrM]|P[fm]*[VrM]|n[^xzh]*m[^xzh]*M|L[^xzh]*T", Options)]
    private static partial Regex Ends();

    [GeneratedRegex(@"U", Options)]
    private static partial Regex Unsubscribes();

    [GeneratedRegex(@"R[^xzh]*I|R[^xzh]*N", Options)]
    private static partial Regex Removes();

    [GeneratedRegex(@"\A[^n]*A[^nxzh]*[VrM]", Options)]
    private static partial Regex FedUp();

    [GeneratedRegex("aS", Options)]
    private static partial Regex SaidIt();

    // Ends messages, withdraws a consent, gets out of a list, leaves alone with offers.
    [GeneratedRegex(@"c[^n]*[VrM]|[csR][^n]*K|v[^n]*N|LI?[^n]*M", Options)]
    private static partial Regex Weakly();

    [GeneratedRegex(@"n[^xzh]*VI|nf*IV|n[^xzh]*w[^xzh]*[rM]|nVM", Options)]
    private static partial Regex Refuses();

    [GeneratedRegex(@"\A[ny][fyo]*M[MfIo]*\z|t[^xzh]*M", Options)]
    private static partial Regex NoMessage();

    // Without a word of stopping: go away, leave me.
    [GeneratedRegex(@"\A([foye]*[aA][ofIA]*|LI|[foye]*a[fo]*N[fIoe]*)\z", Options)]
    private static partial Regex WantsOut();

    [GeneratedRegex(
        @"\A[yofIkwe]*G[GfIMoBV]*\z|w[^xzh]*r[^xzhP]*M[^xzhP]*B|w[^xzhP]*B[^xzhP]*r[^xzh]*M|\A[yofIkwe]*G[^xzh]*M",
        Options)]
    private static partial Regex StartsAgain();

    [GeneratedRegex(@"w[^xzh]*r[^xzh]*M|k[^xzh]*V[^xzh]*B|k[^xzh]*B[^xzh]*V", Options)]
    private static partial Regex MayStartAgain();
}
