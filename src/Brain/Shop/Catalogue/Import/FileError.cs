using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>Why a file, or one record of it, was not taken in.</summary>
/// <param name="File">As the workspace's settings name it.</param>
/// <param name="Row">Line of a CSV or Markdown file, number of the item in a JSON one, both from 1; null when it is about the whole file.</param>
/// <param name="Column">The column or property, or null when it is about the whole row.</param>
/// <param name="Reason">What was found and what is expected.</param>
public sealed record FileError(string File, int? Row, string? Column, string Reason)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var row = Row is { } number ? string.Create(CultureInfo.InvariantCulture, $", row {number}") : "";
        var column = Column is null ? "" : $", column {Column}";
        return $"{File}{row}{column}: {Reason}";
    }
}

/// <summary>
/// Gathers what is wrong with one file: with the whole of it, or with single records, which are put aside and stop nothing but themselves. Beyond the first
/// hundred errors no one reads on, and none are kept.
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

    /// <summary>Gives back what was read of a record, or nothing when there was an error since <paramref name="before"/>: it is put aside then.</summary>
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
