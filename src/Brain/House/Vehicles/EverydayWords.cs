using System.Collections.Frozen;
using Gateway.Brain.House.Entities;

namespace Gateway.Brain.House.Vehicles;

/// <summary>Words of everyday talk that are a letter or two away from a make or a model.</summary>
internal static class EverydayWords
{
    private static readonly FrozenSet<string> All = """
        matin matins passait passe passes passez passat bonjour merci
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word says what it says, and is no misspelt name.</summary>
    /// <param name="word">Folded.</param>
    public static bool Contains(string word) => All.Contains(word) || FirstNames.Contains(word);
}
