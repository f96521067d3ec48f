using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>Where messages name countries (<see cref="CountryNames"/>).</summary>
internal static class Countries
{
    private const string France = "FR";
    private const int LongestName = 4;

    /// <summary>
    /// The countries that a message names besides France, each with its ISO 3166-1 code and where it is named.
    /// </summary>
    /// <param name="words">The message.</param>
    public static IReadOnlyList<(string Code, int First, int Count)> AbroadIn(IReadOnlyList<Word> words)
    {
        List<(string, int, int)> found = [];
        for (var i = 0; i < words.Count; i++)
        {
            var (code, count) = At(words, i);
            if (code is not null and not France)
                found.Add((code, i, count));
            i += Math.Max(0, count - 1);
        }

        return found;
    }

    /// <summary>The country whose name ends a text, as ISO 3166-1 has it, or null.</summary>
    public static string? AtEndOf(string text)
    {
        var words = Word.In(text);
        for (var length = Math.Min(LongestName, words.Count); length > 0; length--)
        {
            if (At(words, words.Count - length) is (var code, var count) && count == length)
                return code;
        }

        return null;
    }

    private static (string? Code, int Count) At(IReadOnlyList<Word> words, int at) =>
        CountryNames.At(words.Count, i => words[i].Text, at);
}
