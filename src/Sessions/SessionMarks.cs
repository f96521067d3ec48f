using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>How urgent a session is to the people of its workspace.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionPriority>))]
public enum SessionPriority
{
    /// <summary>It may wait.</summary>
    [JsonStringEnumMemberName("low")] Low,

    /// <summary>Nobody said anything else.</summary>
    [JsonStringEnumMemberName("normal")] Normal,

    /// <summary>Before the others.</summary>
    [JsonStringEnumMemberName("high")] High,

    /// <summary>Now.</summary>
    [JsonStringEnumMemberName("urgent")] Urgent,
}

/// <summary>What the people of a workspace change on a session; what is null stays.</summary>
/// <param name="Assignee">Who has it from now on; empty for nobody. At most 100 characters.</param>
/// <param name="Labels">All its labels from now on: at most 20, each of 1 to 50 characters.</param>
/// <param name="Priority">How urgent it is.</param>
public sealed record SessionMarks(string? Assignee, IReadOnlyList<string>? Labels, SessionPriority? Priority);
