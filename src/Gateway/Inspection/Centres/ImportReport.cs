using System.Text.Json.Serialization;

namespace Gateway.Inspection.Centres;

/// <summary>What became of a file of centres, line by line.</summary>
/// <param name="Created">How many were created; in a dry run how many would be.</param>
/// <param name="Existing">How many were there already, from the same line of an earlier import.</param>
/// <param name="Refused">How many were not taken.</param>
/// <param name="Lines">All of them, in their order.</param>
internal sealed record ImportReport(int Created, int Existing, int Refused, IReadOnlyList<ImportLine> Lines)
{
    /// <summary>Why nothing of the file was read; null when it was.</summary>
    [JsonIgnore]
    public string? Problem { get; init; }

    /// <summary>A file of which nothing was read.</summary>
    public static ImportReport Unreadable(string problem) => new(0, 0, 0, []) { Problem = problem };
}

/// <summary>What became of a line.</summary>
/// <param name="Line">Its number in the file, from 1 on; the heading is the first.</param>
/// <param name="Name">The centre's name, or null.</param>
/// <param name="Status"><c>created</c>, <c>existing</c> or <c>refused</c>.</param>
/// <param name="Id">Id of the centre; null when there is none.</param>
/// <param name="Errors">What is wrong, field by field; null when nothing is.</param>
internal sealed record ImportLine(
    int Line, string? Name, string Status, string? Id, IReadOnlyDictionary<string, string[]>? Errors);
