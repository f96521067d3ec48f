using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>
/// What a business speaks of besides its goods: delivery, opening hours, a trial. A figure that is known of one of them
/// is not said of another.
/// </summary>
internal sealed class Topics
{
    private const int ShortestStem = 3;

    private readonly FrozenDictionary<string, string> _words;
    private readonly FrozenDictionary<string, string> _stems;

    private Topics(Dictionary<string, string> words, Dictionary<string, string> stems) =>
        (_words, _stems) = (words.ToFrozenDictionary(), stems.ToFrozenDictionary());

    /// <summary>None.</summary>
    public static Topics None { get; } = Of("");

    /// <summary>Reads them.</summary>
    /// <param name="lines">
    /// A topic a line, <c>delivery: livr* colis ship*</c>: words without accents, or what they begin with.
    /// </param>
    public static Topics Of(string lines)
    {
        Dictionary<string, string> words = [];
        Dictionary<string, string> stems = [];
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (topic, rest) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line.Split(':')[1]);
            foreach (var word in rest.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.EndsWith('*'))
                    stems[word[..^1]] = topic;
                else
                    words[word] = topic;
            }
        }

        return new Topics(words, stems);
    }

    /// <summary>The topics that a text speaks of, with their places, in order.</summary>
    public IEnumerable<(int At, string Topic)> In(IReadOnlyList<Word> words)
    {
        if (_words.Count + _stems.Count == 0)
            yield break;
        foreach (var word in words)
        {
            if (Find(word.Text) is { } topic)
                yield return (word.Start, topic);
        }
    }

    /// <summary>The topics that the name of a member speaks of: <c>freeDeliveryFrom</c> of delivery.</summary>
    public IEnumerable<string> OfMember(string member)
    {
        for (var start = 0; start < member.Length;)
        {
            var end = start + 1;
            while (end < member.Length && !char.IsAsciiLetterUpper(member[end]))
                end++;
            if (Find(member[start..end].ToLowerInvariant()) is { } topic)
                yield return topic;
            start = end;
        }
    }

    private string? Find(string word)
    {
        if (_words.TryGetValue(word, out var topic))
            return topic;
        for (var length = ShortestStem; length <= word.Length; length++)
        {
            if (_stems.TryGetValue(word[..length], out topic))
                return topic;
        }

        return null;
    }
}
