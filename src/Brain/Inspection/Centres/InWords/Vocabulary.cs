namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>Words, and groups of words, that mean something: of several that fit the longest counts.</summary>
/// <typeparam name="T">What they mean.</typeparam>
internal sealed class Vocabulary<T> where T : class
{
    private readonly Dictionary<string, List<(string[] Words, T Meaning)>> _byFirst = new(StringComparer.Ordinal);

    /// <summary>Adds what means the same; between a group's words a hyphen or an apostrophe may stand.</summary>
    public Vocabulary<T> Add(T meaning, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            var words = phrase.Split(' ');
            if (!_byFirst.TryGetValue(words[0], out var same))
                _byFirst[words[0]] = same = [];
            same.Add((words, meaning));
            same.Sort((one, other) => other.Words.Length.CompareTo(one.Words.Length));
        }

        return this;
    }

    /// <summary>What stands there.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="at">Where to look.</param>
    /// <returns>The meaning and the place behind it; null when it is not known.</returns>
    public (T Meaning, int Next)? Find(List<Token> tokens, int at)
    {
        foreach (var (words, meaning) in _byFirst.GetValueOrDefault(tokens[at].Text) ?? [])
        {
            if (Match(tokens, at, words) is { } next)
                return (meaning, next);
        }

        return null;
    }

    private static int? Match(List<Token> tokens, int at, string[] words)
    {
        for (var place = 0; place < words.Length; place++, at++)
        {
            if (place > 0 && at < tokens.Count && IsJoint(tokens[at].Text)
                && words[place] != tokens[at].Text)
                at++;
            if (at >= tokens.Count || tokens[at].Text != words[place])
                return null;
        }

        return at;
    }

    private static bool IsJoint(string text) => text is "-" or "'" or "’";
}
