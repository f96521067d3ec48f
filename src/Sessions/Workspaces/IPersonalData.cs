using System.Text.Json.Nodes;

namespace Gateway.Sessions.Workspaces;

/// <summary>What one part of the product holds of people. It shows it to who asks for theirs, and erases it.</summary>
public interface IPersonalData
{
    /// <summary>What it calls it, in lower case: <c>appointments</c>.</summary>
    string Name { get; }

    /// <summary>
    /// All that is held of a person: texts, numbers and times as they are kept; null when nothing is.
    /// </summary>
    Task<JsonObject?> ExportAsync(Person person, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets who the person is. What others rely on (a time that is taken, a figure that was counted) stays, with
    /// nobody in it. Safe to say again.
    /// </summary>
    /// <returns>How many rows told of them.</returns>
    Task<int> EraseAsync(Person person, CancellationToken cancellationToken);
}

/// <summary>Somebody, by what a workspace knows them by. Whatever has one of these is theirs.</summary>
/// <param name="Workspace">Id of the workspace.</param>
public sealed record Person(string Workspace)
{
    /// <summary>Ids of the contact, and of those that have become one with it.</summary>
    public IReadOnlyList<Guid> Contacts { get; init; } = [];

    /// <summary>Telephone numbers, E.164.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>E-mail addresses; capitals do not count.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];
}
