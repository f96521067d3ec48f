using System.Text.Json.Nodes;

namespace Gateway.Brain.Prospects;

/// <summary>
/// What a solution knows of the prospect of a session by now. What is null leaves what was recorded before.
/// </summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="SessionId">The session; it has one prospect of a solution.</param>
/// <param name="Solution">The trade, as workspace files name it.</param>
/// <param name="Channel">The channel's kind.</param>
public sealed record ProspectDraft(string Workspace, string SessionId, string Solution, string Channel)
{
    /// <summary>Family name, as it was told.</summary>
    public string? LastName { get; init; }

    /// <summary>Given name, as it was told.</summary>
    public string? FirstName { get; init; }

    /// <summary>E.164; anything else is refused by the database.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Firm that they buy for.</summary>
    public string? Company { get; init; }

    /// <summary>
    /// One of <see cref="ProspectStatus"/>; a new prospect of which it is not said is
    /// <see cref="ProspectStatus.Warm"/>.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>How likely they buy, 0 to 100.</summary>
    public int? Score { get; init; }

    /// <summary>
    /// One of <see cref="ProspectSource"/>, or the name of what brought them; a new prospect of which it is not said is
    /// <see cref="ProspectSource.Inbound"/>.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>What it is about, in some sentences, for people.</summary>
    public string? Summary { get; init; }

    /// <summary>What the solution alone knows, whole: it takes the place of what was recorded before.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>What the history is to say about this record, in a line.</summary>
    public string? Note { get; init; }
}
