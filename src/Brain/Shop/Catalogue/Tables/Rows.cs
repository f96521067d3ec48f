namespace Gateway.Brain.Shop.Catalogue.Tables;

/// <summary>
/// Short lists of numbers, one for each of many things, end to end in one array: a list by itself takes 24 bytes and
/// more beside what it holds.
/// </summary>
internal sealed class Rows
{
    private readonly int[] _starts;
    private readonly int[] _values;

    /// <summary>Takes up the lists, in order.</summary>
    public Rows(IReadOnlyCollection<IReadOnlyCollection<int>> rows)
    {
        _starts = new int[rows.Count + 1];
        _values = new int[rows.Sum(row => row.Count)];
        var (row, end) = (0, 0);
        foreach (var values in rows)
        {
            foreach (var value in values)
                _values[end++] = value;
            _starts[++row] = end;
        }
    }

    /// <summary>How many lists there are.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>What they take of memory, in bytes, about.</summary>
    public long Bytes => (_starts.Length + _values.Length) * (long)sizeof(int);

    /// <summary>A list, by its place from 0.</summary>
    public ReadOnlySpan<int> this[int row] => _values.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>The same, to be kept.</summary>
    public ReadOnlyMemory<int> Keep(int row) => _values.AsMemory(_starts[row].._starts[row + 1]);
}
