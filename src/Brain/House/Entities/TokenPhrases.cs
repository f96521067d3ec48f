using System.Collections.Frozen;
using Gateway.Brain.House.Places;

namespace Gateway.Brain.House.Entities;

/// <summary>Phrases of a few words, folded, with what each stands for.</summary>
/// <typeparam name="T">What they stand for.</typeparam>
internal sealed class TokenPhrases<T>
{
    private readonly FrozenDictionary<string, T> _phrases;
    private readonly int _longest;

    /// <summary>Takes the phrases.</summary>
    /// <param name="groups">What some of them stand for, and these, parted by semicolons or lines.</param>
    public TokenPhrases(params IReadOnlyList<(T Meaning, string Text)> groups)
    {
        _phrases = groups.SelectMany(group => group.Text
                .Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct(StringComparer.Ordinal)
                .Select(phrase => (Phrase: phrase, group.Meaning)))
            .ToFrozenDictionary(pair => pair.Phrase, pair => pair.Meaning, StringComparer.Ordinal);
        _longest = _phrases.Keys.Max(phrase => phrase.Count(letter => letter == ' ') + 1);
    }

    /// <summary>The longest phrase that begins at a token, and how many tokens it takes; 0 when none does.</summary>
    public (T? Meaning, int Tokens) At(IReadOnlyList<AddressToken> tokens, int at)
    {
        for (var length = Math.Min(_longest, tokens.Count - at); length > 0; length--)
        {
            if (_phrases.TryGetValue(Joined(tokens, at, length), out var meaning))
                return (meaning, length);
        }

        return (default, 0);
    }

    /// <summary>Whether one of the phrases ends before a token.</summary>
    public bool EndsBefore(IReadOnlyList<AddressToken> tokens, int at)
    {
        for (var length = Math.Min(_longest, at); length > 0; length--)
        {
            if (_phrases.ContainsKey(Joined(tokens, at - length, length)))
                return true;
        }

        return false;
    }

    private static string Joined(IReadOnlyList<AddressToken> tokens, int at, int length) =>
        length == 1 ? tokens[at].Text : string.Join(' ', Enumerable.Range(at, length).Select(i => tokens[i].Text));
}
