using System.Globalization;
using Gateway.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>A refusal as docs/protocol.md lists them.</summary>
/// <param name="Code">The word that programs read.</param>
/// <param name="Words">For developers; never shown to visitors.</param>
/// <param name="RetryAfter">How long to wait, for limits.</param>
internal sealed record WebError(string Code, string Words, TimeSpan? RetryAfter = null)
{
    public static WebError Unavailable { get; } = new(
        "unavailable", "the message could not be stored now, send it again", TimeSpan.FromSeconds(2));

    /// <summary>The store is nearly full: conversations that run go on.</summary>
    public static WebError NoRoom { get; } = new(
        "unavailable", "no new sessions are opened now, running ones go on", TimeSpan.FromSeconds(60));

    public static WebError NotStarted { get; } = new(
        "notStarted", "call Start first: the connection has not, or is not let in any more");

    public static WebError Invalid(string words) => new("invalid", words);

    public static WebError Limited(string words, TimeSpan wait) => new("rateLimited", words, wait);

    /// <summary>What accept refused, limits apart; null when it took the message.</summary>
    public static WebError? Of(AcceptOutcome outcome) => outcome switch
    {
        AcceptOutcome.Accepted or AcceptOutcome.Duplicate => null,
        AcceptOutcome.Superseded => NotStarted,
        AcceptOutcome.SessionClosed => new WebError("sessionClosed", "the session has ended"),
        _ => new WebError("sessionClosed", "the session is not there any more"),
    };

    /// <summary>Whole seconds to wait, at least 1; null when waiting does not help.</summary>
    public int? RetryAfterSeconds => RetryAfter is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : null;

    public HubException ToHubException() => new(RetryAfterSeconds is { } seconds
        ? string.Create(CultureInfo.InvariantCulture, $"{Code}: {Words}; retryAfter={seconds}")
        : $"{Code}: {Words}");
}
