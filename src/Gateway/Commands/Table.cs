namespace Gateway.Commands;

/// <summary>Rows in columns of equal width.</summary>
internal static class Table
{
    /// <summary>Prints them.</summary>
    /// <param name="head">Names of the columns.</param>
    /// <param name="rows">As many texts each.</param>
    public static void Print(string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(head).ToList();
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
            Console.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
    }
}
