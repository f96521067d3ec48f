using System.Collections.Frozen;

namespace Gateway.Brain.House.Vehicles;

/// <summary>Phrases by the pieces that they are made of, with what each stands for.</summary>
/// <typeparam name="T">What they stand for.</typeparam>
internal sealed class VehiclePhrases<T>
    where T : struct
{
    private readonly FrozenDictionary<string, T> _phrases;
    private readonly int _longest;

    /// <summary>Takes phrases, parted by semicolons or lines, with what they stand for.</summary>
    public VehiclePhrases(params IReadOnlyList<(T Meaning, string Text)> groups)
    {
        _phrases = groups
            .SelectMany(group => group.Text
                .Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(phrase => (Key: VehicleNames.KeyOf(phrase), group.Meaning)))
            .DistinctBy(phrase => phrase.Key)
            .ToFrozenDictionary(phrase => phrase.Key, phrase => phrase.Meaning, StringComparer.Ordinal);
        _longest = _phrases.Keys.Max(phrase => phrase.Count(sign => sign == ' ') + 1);
    }

    /// <summary>The longest phrase that begins at a piece, and how many it takes; 0 when none does.</summary>
    public (T Meaning, int Tokens) At(IReadOnlyList<VehicleToken> tokens, int at)
    {
        var key = "";
        var found = (default(T), 0);
        for (var length = 1; length <= _longest && at + length <= tokens.Count; length++)
        {
            var token = tokens[at + length - 1];
            if (length > 1 && token.Before > VehicleGap.Space)
                break;
            key = length == 1 ? token.Text : $"{key} {token.Text}";
            if (_phrases.TryGetValue(key, out var meaning))
                found = (meaning, length);
        }

        return found;
    }
}
