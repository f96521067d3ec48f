using System.Globalization;
using Gateway.Brain.Records;
using Gateway.Sessions;

namespace Gateway.Api;

/// <summary>A session as the API shows it.</summary>
internal sealed record SessionView(
    string Id, string Workspace, string Channel, string? Contact, string Locale, string Status, long LastSeq,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>What the contact thought of it, 1 to 5; null when they did not say, or the archive was not asked.</summary>
    public int? Rating { get; init; }

    public static SessionView Of(Session session) => new(
        session.Id.Value, session.Workspace, session.Channel, session.Contact, session.Locale, session.Status.ToName(), session.LastSeq,
        session.CreatedAt, session.UpdatedAt);

    public static SessionView Of(ArchivedSession session) => new(
        session.SessionId, session.Workspace, session.Channel, session.Contact, session.Locale, session.Status, session.LastSeq,
        session.CreatedAt, session.UpdatedAt)
    {
        Rating = session.Rating,
    };
}

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
/// <param name="ClientMessageId">The caller's own id: said twice it is one message. Null: every call is a new one.</param>
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
            !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        cursor = new SessionCursor(new DateTimeOffset(at, TimeSpan.Zero), session);
        return true;
    }
}
