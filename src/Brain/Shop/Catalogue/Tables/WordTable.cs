namespace Gateway.Brain.Shop.Catalogue.Tables;

/// <summary>
/// Words in ordinal order, end to end in one array: each takes its letters and four bytes, where a string of its own
/// and a place in a dictionary take some eighty more.
/// </summary>
internal sealed class WordTable
{
    private readonly char[] _letters;
    private readonly int[] _starts;

    /// <summary>Takes up the words.</summary>
    /// <param name="words">Each once, in ordinal order.</param>
    public WordTable(IReadOnlyList<string> words)
    {
        _letters = new char[words.Sum(word => word.Length)];
        _starts = new int[words.Count + 1];
        for (var i = 0; i < words.Count; i++)
        {
            words[i].CopyTo(_letters.AsSpan(_starts[i]));
            _starts[i + 1] = _starts[i] + words[i].Length;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>What they take of memory, in bytes, about.</summary>
    public long Bytes => (_letters.Length * (long)sizeof(char)) + (_starts.Length * (long)sizeof(int));

    /// <summary>A word, by its place from 0.</summary>
    public ReadOnlySpan<char> this[int place] => _letters.AsSpan(_starts[place].._starts[place + 1]);

    /// <summary>The place of a word; where there is no such word, the complement (<c>~</c>) of the place of the first
    /// behind it.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = this[middle].SequenceCompareTo(word);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
