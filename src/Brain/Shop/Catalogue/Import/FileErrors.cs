namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Gathers what is wrong with one file: with the whole of it, or with single records, which are put aside and stop
/// nothing but themselves. Beyond the first hundred errors no one reads on, and none are kept.
/// </summary>
internal sealed class FileErrors(string file)
{
    private const int Kept = 100;

    private readonly List<FileError> _errors = [];
    private readonly HashSet<string> _aside = new(StringComparer.Ordinal);

    public IReadOnlyList<FileError> All => _errors;

    /// <summary>How many there were, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing of the file can be taken in.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Handles of the records that were put aside, as far as they have one.</summary>
    public IReadOnlySet<string> Aside => _aside;

    /// <summary>Nothing of the file can be taken in.</summary>
    public void Refuse(int? row, string? column, string reason)
    {
        IsRefused = true;
        Add(row, column, reason);
    }

    /// <summary>
    /// Gives back what was read of a record, or nothing when there was an error since <paramref name="before"/>: it is
    /// put aside then.
    /// </summary>
    public IReadOnlyList<CatalogueItem> Unless(int before, string handle, IReadOnlyList<CatalogueItem> read)
    {
        if (Count == before)
            return read;
        if (handle.Length > 0)
            _aside.Add(handle);
        return [];
    }

    /// <summary>Something is wrong with one record.</summary>
    public void Add(int? row, string? column, string reason)
    {
        Count++;
        if (_errors.Count < Kept)
            _errors.Add(new FileError(file, row, column, reason));
    }
}
