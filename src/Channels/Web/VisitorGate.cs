using System.Net;
using System.Security.Cryptography;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>How visitors and what they write get in, and how much of it.</summary>
internal sealed class VisitorGate(SessionEngine engine, IWorkspaces workspaces, Limits limits, IOptions<WebOptions> options)
{
    /// <summary>A visitor's address: 128 bits of chance.</summary>
    public static string NewAddress() => "visitor:" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Takes a message of a visitor in.</summary>
    /// <param name="admission">The session they were let into.</param>
    /// <param name="message">The message, checked.</param>
    /// <param name="isLimited">False for callers with an API key.</param>
    /// <param name="standsAlone">Whether the sender waits for the answer to this message alone.</param>
    /// <param name="isGreeted">Whether it is the first of a session that was begun with the agent's greeting.</param>
    public Task<AcceptResult> AcceptAsync(Admission admission, SendRequest message, bool isLimited, bool standsAlone, bool isGreeted = false) =>
        engine.AcceptAsync(new InboundMessage
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
            Debounce = standsAlone ? TimeSpan.Zero : TimeSpan.FromMilliseconds(workspaces.TryGet(admission.Workspace, out var found) ? found.Web?.DebounceMs ?? 0 : 0),
            PerMinute = isLimited ? options.Value.MessagesPerMinute : null,
        });

    /// <summary>Counts a new session against its sender's network; null when it may be opened, else how long to wait.</summary>
    public Task<TimeSpan?> CountNewSessionAsync(IPAddress? sender) =>
        limits.CountAsync("sessions", ClientNetwork.Of(sender), options.Value.SessionsPerMinute, TimeSpan.FromMinutes(1));
}
