using Gateway.Sessions;
using Gateway.Sessions.Live;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>
/// One SignalR connection that watches a session, for as long as it is let in: until the session becomes someone else's, and a user's until
/// the identity that let them in is too old. What is written is not waited for; a connection that lets 256 writes pile up is
/// cut, and its client comes back by seq.
/// </summary>
internal sealed class VisitorConnection(
    HubCallerContext connection, ISingleClientProxy client, Admission admission, HubSession session, HubSessions sessions, TimeProvider clock)
    : ISessionWatcher, IDisposable
{
    /// <summary>How long the identity given at <c>Start</c> lets a user in, at the most (NIST SP 800-63B, 4.2.3).</summary>
    public static readonly TimeSpan IdentityHolds = TimeSpan.FromHours(12);

    private const int MostPending = 256;

    private int _pending;
    private readonly DateTimeOffset _until = admission.Owner is null ? DateTimeOffset.MaxValue : clock.GetUtcNow() + IdentityHolds;
    private int _isCut;
    private int _hasLeft;

    public Admission Admission => admission;

    /// <summary>What it shares with the session's other connections.</summary>
    public HubSession Session => session;

    /// <summary>Whether the time is over for which the user's identity lets them in.</summary>
    public bool IsOver => clock.GetUtcNow() >= _until;

    /// <summary>Whether <c>Start</c> brought the agent's greeting and nothing else yet.</summary>
    public bool IsGreeted { get; set; }

    /// <summary>Ends the watching; set once it has begun.</summary>
    public IDisposable? Watching { get; set; }

    public void OnEvent(LiveEvent live)
    {
        if (IsOver)
            Cut();
        switch (live)
        {
            case OwnerEvent { Generation: var generation } when generation > admission.Generation:
                Cut();
                break;
            case DeltaEvent { Delta: var delta }:
                Send("delta", delta);
                break;
            case EntryEvent { Entry: var entry }:
                Send("entry", WebMapping.ToWire(entry));
                break;
            case TypingEvent { Who: EntryRole.Agent or EntryRole.Operator } typing:
                Send("typing", new TypingNotice(typing.Who == EntryRole.Agent ? "agent" : "operator", typing.On));
                break;
            case StatusEvent status:
                Send("status", new StatusNotice(status.Status.ToName(), status.Operator));
                break;
            case ReceiptEvent { Receipt: var receipt }:
                Send("receipt", receipt);
                break;
        }
    }

    public void Dispose()
    {
        Watching?.Dispose();
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
            sessions.Leave(session);
    }

    /// <summary>Nothing is sent from here on; the client comes back with a <c>Start</c> that decides anew.</summary>
    private void Cut()
    {
        if (Interlocked.Exchange(ref _isCut, 1) == 0)
            connection.Abort();
    }

    private void Send(string name, object argument)
    {
        if (Volatile.Read(ref _isCut) != 0)
            return;
        var sending = client.SendAsync(name, argument);
        if (!sending.IsCompletedSuccessfully)
            _ = FollowAsync(sending);
    }

    private async Task FollowAsync(Task sending)
    {
        if (Interlocked.Increment(ref _pending) > MostPending)
            Cut();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _pending);
    }
}
