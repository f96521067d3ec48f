using System.Text.Json;

namespace Gateway.Brain.Replays;

/// <summary>Something that a replayed turn asked for and the record could not answer.</summary>
/// <param name="Name">The tool, or the judge whose answer has effects outside.</param>
/// <param name="Arguments">What it was called with; null for a judge.</param>
/// <param name="Reason">Why it could not be answered.</param>
public sealed record Deviation(string Name, JsonElement? Arguments, string Reason);
