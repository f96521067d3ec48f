using Gateway.Sessions;
using Gateway.Sessions.Live;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>
/// One SignalR connection that watches a session. What is written is not waited for; a connection that lets 256 writes pile up is
/// cut, and its client comes back by seq.
/// </summary>
internal sealed class VisitorConnection(HubCallerContext connection, ISingleClientProxy client, SessionId session, string workspace)
    : ISessionWatcher, IDisposable
{
    private const int MostPending = 256;

    private int _pending;
    private int _isCut;

    public SessionId Session => session;

    public string Workspace => workspace;

    /// <summary>Ends the watching; set once it has begun.</summary>
    public IDisposable? Watching { get; set; }

    public void OnEvent(LiveEvent live)
    {
        switch (live)
        {
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

    public void Dispose() => Watching?.Dispose();

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
        if (Interlocked.Increment(ref _pending) > MostPending && Interlocked.Exchange(ref _isCut, 1) == 0)
            connection.Abort();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _pending);
    }
}
