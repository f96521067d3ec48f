using Gateway.Sessions;
using Gateway.Sessions.Live;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>
/// One SignalR connection that watches a session, for as long as it is let in: until the session becomes someone
/// else's, and a user's until the identity that let them in is too old. What is written is not waited for: what comes
/// while a write is under way follows it, the pieces of a reply as one. A connection that lets 256 events pile up is
/// cut, and its client comes back by seq.
/// </summary>
internal sealed class VisitorConnection(
    HubCallerContext connection, ISingleClientProxy client, Admission admission, HubSession session,
    HubSessions sessions, TimeProvider clock)
    : ISessionWatcher, IDisposable
{
    /// <summary>
    /// How long the identity given at <c>Start</c> lets a user in, at the most (NIST SP 800-63B, 4.2.3).
    /// </summary>
    public static readonly TimeSpan IdentityHolds = TimeSpan.FromHours(12);

    private const int MostWaiting = 256;

    private readonly Lock _gate = new();
    private readonly DateTimeOffset _until = admission.Owner is null
        ? DateTimeOffset.MaxValue
        : clock.GetUtcNow() + IdentityHolds;
    private LinkedList<(string Name, object Argument)>? _waiting;
    private bool _isWriting;
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
        lock (_gate)
        {
            if (Volatile.Read(ref _isCut) != 0)
                return;
            if (_isWriting)
            {
                Wait(name, argument);
                return;
            }

            var sending = client.SendAsync(name, argument);
            if (sending.IsCompletedSuccessfully)
                return;
            _isWriting = true;
            _ = WriteOnAsync(sending);
        }
    }

    private void Wait(string name, object argument)
    {
        _waiting ??= [];
        if (argument is ReplyDelta next && _waiting.Last?.Value.Argument is ReplyDelta last &&
            last.TurnId == next.TurnId &&
            next.Index == last.Index + last.Text.Length)
        {
            _waiting.Last.Value = (name, last with { Text = last.Text + next.Text });
        }
        else if (_waiting.Count < MostWaiting)
        {
            _waiting.AddLast((name, argument));
        }
        else
        {
            Cut();
        }
    }

    /// <summary>Writes what came while a write was under way.</summary>
    private async Task WriteOnAsync(Task sending)
    {
        while (true)
        {
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                if (Volatile.Read(ref _isCut) != 0 || _waiting?.First is not { } next)
                {
                    _isWriting = false;
                    return;
                }

                _waiting.RemoveFirst();
                sending = client.SendAsync(next.Value.Name, next.Value.Argument);
            }
        }
    }
}
