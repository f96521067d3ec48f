using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Why a file, or one record of it, was not taken in.</summary>
/// <param name="File">As the workspace's settings name it.</param>
/// <param name="Row">Line of a CSV or Markdown file, number of the item in a JSON one, both from 1; null when it is
/// about the whole file.</param>
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
