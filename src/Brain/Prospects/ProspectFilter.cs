namespace Gateway.Brain.Prospects;

/// <summary>Which prospects to look at; null does not restrict.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Solution">The trade, as workspace files name it.</param>
/// <param name="Status">One of <see cref="ProspectStatus"/>.</param>
/// <param name="MinScore">The lowest score, 0 to 100; who was never judged has none.</param>
public sealed record ProspectFilter(
    string? Workspace = null, string? Solution = null, string? Status = null, int? MinScore = null);
