using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>How visitors and what they write get in, and how much of it.</summary>
internal sealed class VisitorGate(
    SessionEngine engine, IWorkspaces workspaces, Limits limits, StoreRoom room, NetworkStorage storage,
    WebMetrics metrics, IOptions<WebOptions> options)
{
    // Its place in the transcript, the answer to it, and the records of both: an estimate, on the safe side for an
    // answer of a few sentences.
    private const int BytesAroundAMessage = 2 * 1024;

    private readonly Allowance _messages = options.Value.Messages;
    private readonly Allowance _sessions = options.Value.Sessions;

    /// <summary>A visitor's address: 128 bits of chance.</summary>
    public static string NewAddress() => "visitor:" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Takes a message of a visitor in.</summary>
    /// <param name="admission">The session they were let into.</param>
    /// <param name="message">The message, checked.</param>
    /// <param name="sender">Where it comes from, as trusted proxies tell it.</param>
    /// <param name="isLimited">False for callers with an API key.</param>
    /// <param name="standsAlone">Whether the sender waits for the answer to this message alone.</param>
    /// <param name="isGreeted">Whether it is the first of a session that was begun with the agent's greeting.</param>
    /// <returns>How it fared, and what the sender is told when it was not taken.</returns>
    public async Task<(AcceptResult Accepted, WebError? Refused)> AcceptAsync(
        Admission admission, SendRequest message, IPAddress? sender, bool isLimited, bool standsAlone,
        bool isGreeted = false)
    {
        var network = ClientNetwork.Of(sender);
        var full = isLimited ? storage.Find(network) : null;
        var accepted = await engine.AcceptAsync(new InboundMessage
        {
            Workspace = admission.Workspace,
            Channel = ChannelKind.Web,
            // The session is known already; its id keeps one visitor's message ids apart from another's.
            Address = admission.Session.Value,
            Session = admission.Session,
            Generation = admission.Generation,
            ExternalId = message.ClientMessageId!,
            Content = new MessageContent(message.Text ?? "") { Payload = message.Payload, IsGreeted = isGreeted },
            StandsAlone = standsAlone,
            // What was taken in before is answered for, however full it is.
            MayBeStored = full is null,
            Debounce = standsAlone ? TimeSpan.Zero : DebounceOf(admission.Workspace),
            PerMinute = isLimited ? _messages.PerMinute : null,
            PerHour = isLimited ? _messages.PerHour : null,
            PerDay = isLimited ? _messages.PerDay : null,
        });
        if (accepted is { Outcome: AcceptOutcome.RateLimited, FullSpan: null } && full is { } bytes)
            return (accepted, Limited("bytes", "from this address", bytes, _ => "all that may be stored"));
        if (accepted is { Outcome: AcceptOutcome.RateLimited, FullSpan: { } span })
            return (accepted,
                Limited(
                "messages", "of a visitor", new Exhausted(span, accepted.RetryAfter),
                one => $"{_messages.Of(one)} messages"));
        if (accepted.Outcome == AcceptOutcome.Accepted && isLimited)
        {
            await storage.ChargeAsync(
                network,
                BytesAroundAMessage + Encoding.UTF8.GetByteCount(message.Text ?? "")
                + Encoding.UTF8.GetByteCount(message.Payload ?? ""));
        }

        return (accepted, WebError.Of(accepted.Outcome));
    }

    /// <summary>
    /// Counts a new session against its sender's network; null when it may be opened, else what the sender is told.
    /// </summary>
    /// <param name="sender">Where it comes from, as trusted proxies tell it.</param>
    /// <param name="isLimited">False for callers with an API key.</param>
    public async Task<WebError?> MayOpenAsync(IPAddress? sender, bool isLimited)
    {
        if (room.IsShort)
        {
            metrics.Refused("memory");
            return WebError.NoRoom;
        }

        if (!isLimited)
            return null;
        var network = ClientNetwork.Of(sender);
        if (storage.Find(network) is { } filled)
            return Limited("bytes", "from this address", filled, _ => "all that may be stored");
        return await limits.CountAsync("sessions", network, _sessions) is { } used
            ? Limited("sessions", "from this address", used, span => $"{_sessions.Of(span)} new sessions")
            : null;
    }

    private TimeSpan DebounceOf(string workspace) =>
        workspaces.TryGet(workspace, out var found) && found.WebChannel() is { } channel
            ? channel.DebounceOr(TimeSpan.Zero)
            : TimeSpan.Zero;

    private WebError Limited(string what, string whose, Exhausted used, Func<LimitSpan, string> most)
    {
        metrics.Refused($"{what}Per{used.Span}");
        return WebError.Limited(
            $"{most(used.Span)} {(used.Span == LimitSpan.Hour ? "an" : "a")} {used.Span.ToString().ToLowerInvariant()} {whose}", used.Wait);
    }
}
