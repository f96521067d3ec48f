using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gateway.Sessions;
using Gateway.Sessions.Live;

namespace Gateway.Channels.Web;

/// <summary>Watches a session for the one answer that <c>POST /chat</c> waits for.</summary>
internal sealed class AnswerWatcher : ISessionWatcher
{
    private const int MostWaiting = 4_096;

    // A caller that reads too slowly misses deltas, never the entry: that one has all of the text.
    private readonly Channel<LiveEvent> _queue = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private string? _ignored;
    private long? _generation;

    /// <summary>A turn that ran before the message came does not answer it.</summary>
    public void Ignore(string? turnId) => _ignored = turnId;

    /// <summary>Who was let into a generation hears nothing of a later one; null for whoever speaks for the business.</summary>
    public void LetInto(long? generation) => _generation = generation;

    public void OnEvent(LiveEvent live)
    {
        switch (live)
        {
            case OwnerEvent { Generation: var generation } when generation > _generation:
                _queue.Writer.TryComplete();
                break;
            case DeltaEvent { Delta: var delta } when delta.TurnId != _ignored:
                _queue.Writer.TryWrite(live);
                break;
            case EntryEvent { Entry: { Role: EntryRole.Agent } entry } when entry.TurnId != _ignored:
                _queue.Writer.TryWrite(live);
                _queue.Writer.TryComplete();
                break;
            case StatusEvent { Status: SessionStatus.HandedOver or SessionStatus.Closed }:
                End();
                break;
        }
    }

    /// <summary>No answer will come: a person has the session, or it is closed.</summary>
    public void End()
    {
        _queue.Writer.TryWrite(new StatusEvent(SessionStatus.HandedOver, Operator: null));
        _queue.Writer.TryComplete();
    }

    /// <summary>The deltas and the entry of the answer; ends early when the time is over.</summary>
    public async IAsyncEnumerable<LiveEvent> ReadAsync(
        TimeProvider clock, TimeSpan atMost, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        while (true)
        {
            try
            {
                if (!await _queue.Reader.WaitToReadAsync(either.Token))
                    yield break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                yield break;
            }

            while (_queue.Reader.TryRead(out var live))
                yield return live;
        }
    }
}
