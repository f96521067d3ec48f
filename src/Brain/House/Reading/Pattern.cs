using System.Text.RegularExpressions;
using Gateway.Sessions;

namespace Gateway.Brain.House.Reading;

/// <summary>
/// A few words that give an intent away: <c>how much</c> means these words in a row; <c>~</c> a gap of up to three
/// words; <c>^</c> and <c>$</c> the message's beginning and end; <c>(cost|price)</c> one of several, <c>(to you )?</c>
/// perhaps; <c>=word</c> a word without forgiveness for typos.
/// </summary>
internal sealed partial class Pattern
{
    private const int MaxGap = 3;

    private readonly string[] _steps;

    // The words that fit each step; a step is looked at for every word of a message.
    private readonly string[][] _words;

    private Pattern(string[] steps)
    {
        _steps = steps;
        _words = [.. steps.Select(step => step[0] == '(' ? step[1..^1].Split('|') : [step])];
    }

    /// <summary>How much a match says: the number of words it asks for.</summary>
    public int Weight => _steps.Count(step => step is not ("^" or "$" or "~"));

    /// <summary>Whether it asks for the whole message.</summary>
    public bool IsWhole => _steps[0] == "^" && _steps[^1] == "$";

    /// <summary>Reads a pattern as a lexicon writes it: one that leaves words open is several.</summary>
    public static IEnumerable<Pattern> Parse(string text)
    {
        var group = OpenGroup().Match(text);
        if (group.Success)
        {
            var choices = group.Groups["choices"].Value.Split('|');
            return (group.Value[^1] == '?' ? [.. choices, ""] : choices)
                .SelectMany(
                    choice => Parse(
                    string.Concat(text.AsSpan(0, group.Index), choice, text.AsSpan(group.Index + group.Length))));
        }

        return
        [
            new Pattern([.. text
                .Replace("^", " ^ ", StringComparison.Ordinal)
                    .Replace("$", " $ ", StringComparison.Ordinal)
                    .Replace('\'', ' ')
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                // A gap at the beginning asks for nothing, and would take words for its own.
                .SkipWhile(step => step == "~")
                .Select(Word.Fold)]),
        ];
    }

    /// <summary>The words it covers, or null when it does not match.</summary>
    public (int First, int Last)? Match(IReadOnlyList<Word> words)
    {
        for (var start = 0; start < Math.Max(1, words.Count); start++)
        {
            if (End(words, start, 0) is { } end)
                return (start, end - 1);
            if (_steps[0] == "^")
                return null;
        }

        return null;
    }

    private int? End(IReadOnlyList<Word> words, int at, int step)
    {
        if (step == _steps.Length)
            return at;
        switch (_steps[step])
        {
            case "^":
                return at == 0 ? End(words, at, step + 1) : null;
            case "$":
                return at == words.Count ? End(words, at, step + 1) : null;
            case "~":
                for (var gap = 0; gap <= MaxGap && at + gap <= words.Count; gap++)
                {
                    if (End(words, at + gap, step + 1) is { } end)
                        return end;
                }

                return null;
            default:
                return at < words.Count && Fits(words[at].Text, _words[step]) ? End(words, at + 1, step + 1) : null;
        }
    }

    private static bool Fits(string written, string[] words)
    {
        foreach (var word in words)
        {
            if (word[0] == '=' ? written.AsSpan().SequenceEqual(word.AsSpan(1)) : Typos.Forgive(written, word))
                return true;
        }

        return false;
    }

    // Choices of single words are compared word by word; the others are written out.
    [GeneratedRegex(
        @"\((?<choices>[^()]*)\)\?|\((?<choices>[^()]* [^()]*)\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OpenGroup();
}
