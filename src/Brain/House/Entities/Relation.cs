using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>Whether a number is meant beside the one before: so many more, or so many fewer.</summary>
internal static class Relation
{
    private static readonly FrozenSet<string> More = FrozenSet.Create(StringComparer.Ordinal,
        "ajoute", "ajouter", "ajoutez", "ajoutes", "rajoute", "rajouter", "rajoutez", "rajoutes", "add", "more",
        "another", "extra", "additional");

    private static readonly FrozenSet<string> Fewer = FrozenSet.Create(StringComparer.Ordinal,
        "enleve", "enlever", "enlevez", "retire", "retirer", "retirez", "fewer", "less", "remove", "minus");

    /// <summary>1 for more, -1 for fewer, 0 when nothing says so.</summary>
    public static int Of(IReadOnlyList<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var before = i > 0 ? words[i - 1].Text : "";
            if (More.Contains(words[i].Text) || (words[i].Text == "plus" && before is "de" or "en"))
                return 1;
            if (Fewer.Contains(words[i].Text) || (words[i].Text == "moins" && before is "de" or "en"))
                return -1;
        }

        return 0;
    }

    /// <summary>Whether a word, folded, does no more than say so.</summary>
    public static bool Says(string word) => More.Contains(word) || Fewer.Contains(word) || word is "plus" or "moins";
}
