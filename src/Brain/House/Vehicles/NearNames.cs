namespace Gateway.Brain.House.Vehicles;

/// <summary>
/// Names by what is left of them when a letter or two are left out, so that a misspelt one is found in a time
/// that hangs
/// on its length alone.
/// </summary>
internal sealed class NearNames
{
    private const int LeastLetters = 5;
    private const int LeastForTwo = 8;
    private const int MostLetters = 18;

    private readonly Dictionary<string, List<string>> _byRest = new(StringComparer.Ordinal);

    /// <summary>Takes the names; those that are short, or not letters alone, are left out.</summary>
    public NearNames(IEnumerable<string> names)
    {
        foreach (var name in names.Where(name => IsFit(name)))
        {
            foreach (var rest in Rests(name))
            {
                if (!_byRest.TryGetValue(rest, out var those))
                    _byRest[rest] = those = [];
                those.Add(name);
            }
        }
    }

    /// <summary>The name that a word is nearest to; null when none is near, or several are as near.</summary>
    public string? Find(string word)
    {
        if (!IsFit(word))
            return null;
        string? best = null;
        var least = int.MaxValue;
        var isTied = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rest in Rests(word))
        {
            foreach (var name in _byRest.GetValueOrDefault(rest) ?? [])
            {
                if (!seen.Add(name))
                    continue;
                var distance = Distance(word, name);
                if (distance > (name.Length >= LeastForTwo ? 2 : 1))
                    continue;
                isTied = distance == least || (distance > least && isTied);
                (best, least) = distance < least ? (name, distance) : (best, least);
            }
        }

        return isTied ? null : best;
    }

    private static bool IsFit(string name) =>
        name.Length is >= LeastLetters and <= MostLetters && name.All(char.IsAsciiLetter);

    private static HashSet<string> Rests(string word)
    {
        HashSet<string> rests = new(StringComparer.Ordinal) { word };
        var last = new List<string> { word };
        for (var round = 0; round < (word.Length >= LeastForTwo - 1 ? 2 : 1); round++)
        {
            last = [.. last.SelectMany(rest => Enumerable.Range(0, rest.Length).Select(at => rest.Remove(at, 1)))];
            rests.UnionWith(last);
        }

        return rests;
    }

    // Letters left out, put in, changed, or two that changed places.
    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        var next = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                next[j] = Math.Min(Math.Min(row[j] + 1, next[j - 1] + 1), row[j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
            }

            (before, row, next) = (row, next, before);
        }

        return row[right.Length];
    }
}
