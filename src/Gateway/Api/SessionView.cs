using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Records;
using Gateway.Sessions;

namespace Gateway.Api;

/// <summary>A session as the API shows it.</summary>
internal sealed record SessionView(
    string Id, string Workspace, string Channel, string? Contact, string Locale, string Status, long LastSeq,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>
    /// What the contact thought of it, 1 to 5; null when they did not say, or the archive was not asked.
    /// </summary>
    public int? Rating { get; init; }

    /// <summary>The operator who has it, or null.</summary>
    public string? Assignee { get; init; }

    /// <summary>What the people of the workspace sort it by.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary><c>low</c>, <c>normal</c>, <c>high</c> or <c>urgent</c>.</summary>
    public string Priority { get; init; } = "normal";

    public static SessionView Of(Session session) => new(
        session.Id.Value, session.Workspace, session.Channel, session.Contact, session.Locale, session.Status.ToName(),
        session.LastSeq,
        session.CreatedAt, session.UpdatedAt)
    {
        Assignee = session.Assignee,
        Labels = session.Labels,
        Priority = JsonNamingPolicy.CamelCase.ConvertName(session.Priority.ToString()),
    };

    public static SessionView Of(ArchivedSession session) => new(
        session.SessionId, session.Workspace, session.Channel, session.Contact, session.Locale, session.Status,
        session.LastSeq,
        session.CreatedAt, session.UpdatedAt)
    {
        Rating = session.Rating,
        Assignee = session.Assignee,
        Labels = session.Labels,
        Priority = session.Priority,
    };
}

/// <summary>What changes on a session; what is null stays.</summary>
/// <param name="Assignee">Who has it from now on, at most 100 characters; empty for nobody.</param>
/// <param name="Labels">All its labels from now on: at most 20, each of 1 to 50 characters.</param>
/// <param name="Priority"><c>low</c>, <c>normal</c>, <c>high</c> or <c>urgent</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewMarks(string? Assignee, IReadOnlyList<string?>? Labels, string? Priority);

/// <summary>Whether a turn was ended early.</summary>
/// <param name="Interrupted">False when none ran, or it had said all it had to say.</param>
internal sealed record TurnInterrupted(bool Interrupted);

/// <summary>A decision of the control plane.</summary>
internal sealed record DecisionView(string TurnId, string? Agent, string Rule, string Reason, DateTimeOffset At)
{
    public static DecisionView Of(ArchivedDecision decision) =>
        new(decision.TurnId, decision.Agent, decision.Rule, decision.Reason, decision.At);
}

/// <summary>A page of decisions.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">To be given as <c>after</c> for the following page; null on the last.</param>
internal sealed record DecisionPage(IReadOnlyList<DecisionView> Items, string? Next);

/// <summary>A wake that waits.</summary>
internal sealed record WakeView(string Name, DateTimeOffset At, string Reason, bool EndsWhenContactWrites)
{
    public static WakeView Of(Wake wake) => new(wake.Name, wake.At, wake.Reason, wake.EndsWhenContactWrites);
}

/// <summary>The wakes of a session, by time.</summary>
/// <param name="Items">All of them: a session holds a hundred at the most.</param>
/// <param name="Next">Null: there are no more.</param>
internal sealed record WakePage(IReadOnlyList<WakeView> Items, string? Next);

/// <summary>A page of sessions.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">To be given as <c>after</c> for the following page; null on the last.</param>
internal sealed record SessionPage(IReadOnlyList<SessionView> Items, string? Next);

/// <summary>A page of a transcript.</summary>
/// <param name="Items">Entries, oldest first.</param>
/// <param name="Next">To be given as <c>after</c> for the following page; null on the last.</param>
internal sealed record TranscriptPage(IReadOnlyList<Entry> Items, string? Next);

/// <summary>What an operator writes.</summary>
/// <param name="Text">1 to 8,000 characters.</param>
/// <param name="Author">Name to show, or null.</param>
/// <param name="ClientMessageId">The caller's own id: said twice it is one message. Null: every call is a new
/// one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OperatorMessage(string? Text, string? Author, string? ClientMessageId);

/// <summary>Where an operator's message stands.</summary>
/// <param name="Seq">Its place in the transcript.</param>
internal sealed record MessageWritten(long Seq);

/// <summary>Where a page of sessions ended.</summary>
internal sealed record SessionCursor(DateTimeOffset UpdatedAt, string Session)
{
    public static string Of(ArchivedSession last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.UpdatedAt.UtcTicks}.{last.SessionId}");

    /// <summary>True with null for no cursor at all; false for what is not one.</summary>
    public static bool TryRead(string? text, out SessionCursor? cursor)
    {
        cursor = null;
        if (text is null)
            return true;
        if (text.Split('.') is not [var ticks, var session] || !SessionId.TryParse(session, out _) ||
            !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        cursor = new SessionCursor(new DateTimeOffset(at, TimeSpan.Zero), session);
        return true;
    }
}
