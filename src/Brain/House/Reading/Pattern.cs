using System.Text.RegularExpressions;

namespace Gateway.Brain.House.Reading;

/// <summary>
/// A few words that give an intent away: <c>how much</c> means these words in a row; <c>~</c> a gap of up to three
/// words; <c>^</c> and <c>$</c> the message's beginning and end; <c>(cost|price)</c> one of several, <c>(to you )?</c>
/// perhaps; <c>=word</c> a word without forgiveness for typos.
/// </summary>
internal sealed partial class Pattern
{
    private const int MaxGap = 3;
    private const int Mark = -1;

    private readonly string[] _steps;

    // What asks for a word, by its number in the lexicon; a mark for the others.
    private readonly int[] _numbers;

    private Pattern(string[] steps, StepWords words)
    {
        _steps = steps;
        _numbers = [.. steps.Select(step => step is "^" or "$" or "~" ? Mark
            : words.NumberOf(step[0] == '(' ? step[1..^1].Split('|') : [step]))];
    }

    /// <summary>How much a match says: the number of words it asks for.</summary>
    public int Weight => _steps.Count(step => step is not ("^" or "$" or "~"));

    /// <summary>Whether it asks for the whole message.</summary>
    public bool IsWhole => _steps[0] == "^" && _steps[^1] == "$";

    /// <summary>Reads a pattern as a lexicon writes it: one that leaves words open is several.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="words">The words of the lexicon's patterns, to which its own are added.</param>
    public static IEnumerable<Pattern> Parse(string text, StepWords words)
    {
        var group = OpenGroup().Match(text);
        if (group.Success)
        {
            var choices = group.Groups["choices"].Value.Split('|');
            return (group.Value[^1] == '?' ? [.. choices, ""] : choices)
                .SelectMany(
                    choice => Parse(
                    string.Concat(text.AsSpan(0, group.Index), choice, text.AsSpan(group.Index + group.Length)),
                    words));
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
                .Select(Word.Fold)], words),
        ];
    }

    /// <summary>The words it covers, or null when it does not match.</summary>
    /// <param name="count">How many words the message has.</param>
    /// <param name="fits">Which of the lexicon's steps they fit.</param>
    public (int First, int Last)? Match(int count, StepWords.Fits fits)
    {
        foreach (var number in _numbers)
        {
            if (number != Mark && !fits.HasAny(number))
                return null;
        }

        for (var start = 0; start < Math.Max(1, count); start++)
        {
            if (End(count, fits, start, 0) is { } end)
                return (start, end - 1);
            if (_steps[0] == "^")
                return null;
        }

        return null;
    }

    private int? End(int count, StepWords.Fits fits, int at, int step)
    {
        if (step == _steps.Length)
            return at;
        switch (_steps[step])
        {
            case "^":
                return at == 0 ? End(count, fits, at, step + 1) : null;
            case "$":
                return at == count ? End(count, fits, at, step + 1) : null;
            case "~":
                for (var gap = 0; gap <= MaxGap && at + gap <= count; gap++)
                {
                    if (End(count, fits, at + gap, step + 1) is { } end)
                        return end;
                }

                return null;
            default:
                return at < count && fits.Has(at, _numbers[step]) ? End(count, fits, at + 1, step + 1) : null;
        }
    }

    // Choices of single words are compared word by word; the others are written out.
    [GeneratedRegex(
        @"\((?<choices>[^()]*)\)\?|\((?<choices>[^()]* [^()]*)\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OpenGroup();
}
