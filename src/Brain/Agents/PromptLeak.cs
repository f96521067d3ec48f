using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>
/// Knows what a model was told of its role, so that it is not told on: its instructions word for word, and the names of
/// its tools, be they spaced out, backwards or in Base64.
/// </summary>
internal sealed partial class PromptLeak
{
    private const int Words = 5;
    private const int ShortestCode = 16;

    private readonly HashSet<string> _phrases = [];
    private readonly List<string> _names;

    /// <summary>Learns what is not told on.</summary>
    /// <param name="instructions">What the model is told.</param>
    /// <param name="names">Names of its tools; those of one plain word are not looked for.</param>
    public PromptLeak(IEnumerable<string> instructions, IEnumerable<string> names)
    {
        foreach (var text in instructions)
            _phrases.UnionWith(PhrasesIn(text));
        _names = [.. names.Where(name => name.Contains('_', StringComparison.Ordinal)).Select(Letters)];
    }

    /// <summary>Whether a sentence tells of it.</summary>
    public bool IsIn(string sentence)
    {
        sentence = AsRead.Of(sentence);
        if (PhrasesIn(sentence).Any(_phrases.Contains) || Facts().IsMatch(sentence) || Secrets().IsMatch(sentence))
            return true;
        var letters = Letters(sentence);
        var backwards = new string([.. letters.Reverse()]);
        return _names.Exists(name => (sentence.Contains('_', StringComparison.Ordinal) || IsSpacedOut(sentence))
            && (letters.Contains(name, StringComparison.Ordinal) || backwards.Contains(name, StringComparison.Ordinal)))
            || sentence.Split(' ', '\n', '"', '`').Any(IsCoded);
    }

    private bool IsCoded(string word)
    {
        var code = word.TrimEnd('=', '.', ',', '!', '?');
        code = code[..(code.Length / 4 * 4)];
        if (code.Length < ShortestCode || !Base64.IsValid(code))
            return false;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(code));
        // A piece of a phrase is enough: a word may be cut.
        return _phrases.Any(phrase => phrase.Contains(Spaced(text), StringComparison.Ordinal)
            || Spaced(text).Contains(phrase, StringComparison.Ordinal));
    }

    private static string Spaced(string text) => string.Join(' ', Plain(text));

    private static bool IsSpacedOut(string sentence) =>
        sentence.Split(' ').Count(word => word.Length == 1) > Words;

    private static IEnumerable<string> PhrasesIn(string text)
    {
        var words = Plain(text);
        for (var i = 0; i + Words <= words.Count; i++)
        {
            // What it is, it may say of itself: "I am the automated assistant of …".
            if (words[i] != "are" && words[i] != "the")
                yield return string.Join(' ', words[i..(i + Words)]);
        }
    }

    private static List<string> Plain(string text) =>
        [.. Word.Fold(text).Split(' ', '\n', '\r', '.', ',', ';', ':', '!', '?', '"', '(', ')', '{', '}', '+', '-', '*')
            .Where(word => word.Length > 0)];

    private static string Letters(string text) => new([.. Word.Fold(text).Where(char.IsAsciiLetter)]);

    // As facts are labelled, and as they are written: a member's name in quotation marks with its colon.
    [GeneratedRegex(
        @"\bfacts of this turn\b|""(?:agent|workspaceId|workspace|persona|locale|turn|channel|currency|state"
            + @"|proposed|contactName|elsewhere|justIntroduced)"" ?:",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Facts();

    // None is ever told to a model; one that says so makes it up, or has read it where it was planted.
    [GeneratedRegex(
        @"\b(?:sk|pk|rk|ghp|gho|xoxb|xoxp|api)[-_](?:[a-z0-9]+[-_])*[a-z0-9]{4,}|\bAKIA[A-Z0-9]{12,}"
            + @"|\beyJ[A-Za-z0-9_-]{12,}|\b(?:api[ -]?key|clé (?:d[’'])?api|access token|jeton d[’']accès|password"
            + @"|mot de passe)(?: is| est)? ?[:=] ?\S{4,}",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Secrets();
}
