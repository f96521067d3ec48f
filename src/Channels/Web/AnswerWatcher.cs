using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Web;

/// <summary>
/// Waits for the answer to one message: the one that <c>POST /chat</c> brought. What others say in the session, and
/// what they are answered, is not its caller's.
/// </summary>
internal sealed partial class AnswerWatcher(SessionEngine engine, TimeProvider clock, ILogger logger) : ISessionWatcher
{
    private const int MostWaiting = 4_096;

    // Live events are lost with the node or the connection that should have brought them; the answer is not.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    // A piece of a reply, or null: it is time to look for the answer. A caller that reads too slowly misses pieces,
    // never the answer.
    private readonly Channel<DeltaEvent?> _queue = Channel.CreateBounded<DeltaEvent?>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private long? _generation;
    private bool _couldNotLook;

    /// <summary>
    /// Who was let into a generation hears nothing of a later one; null for whoever speaks for the business.
    /// </summary>
    public void LetInto(long? generation) => _generation = generation;

    public void OnEvent(LiveEvent live)
    {
        switch (live)
        {
            case OwnerEvent { Generation: var generation } when generation > _generation:
                _queue.Writer.TryComplete();
                break;
            case DeltaEvent delta:
                _queue.Writer.TryWrite(delta);
                break;
            case EntryEvent { Entry.Role: EntryRole.Agent }
                or StatusEvent { Status: SessionStatus.HandedOver or SessionStatus.Closed }:
                _queue.Writer.TryWrite(null);
                break;
        }
    }

    /// <summary>
    /// The deltas of the turn that answers a message, and at the end all that it wrote, or the session's status when
    /// nothing answers the message. Ends with neither when the time is over, or the session was given up for now.
    /// </summary>
    /// <param name="session">The session, watched by this.</param>
    /// <param name="seq">The message's place.</param>
    /// <param name="running">The turn that was being worded when the watching began, or null.</param>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async IAsyncEnumerable<LiveEvent> ReadAsync(
        SessionId session, long seq, RunningTurn? running, TimeSpan atMost,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        if (running is { Text.Length: > 0 } && running.Answers.Contains(seq))
            yield return new DeltaEvent(new ReplyDelta(running.TurnId, 0, running.Text)) { Answers = running.Answers };
        // What was answered before is found at the first look; whoever knows that theirs cannot be yet is spared one.
        await using var ticks = clock.CreateTimer(_ => _queue.Writer.TryWrite(null), state: null, LookEvery, LookEvery);
        while (await WaitAsync(either.Token, cancellationToken))
        {
            var isTimeToLook = false;
            while (_queue.Reader.TryRead(out var live))
            {
                isTimeToLook |= live is null;
                if (live?.Answers.Contains(seq) == true)
                    yield return live;
            }

            if (!isTimeToLook || await LookAsync(session, seq) is not { Standing: not MessageStanding.Waiting } found)
                continue;
            // What was told of it while it was looked for; all of it was told here before it could be found.
            while (_queue.Reader.TryRead(out var live))
            {
                if (live?.Answers.Contains(seq) == true)
                    yield return live;
            }

            foreach (var entry in found.Entries.Where(entry => entry.Role == EntryRole.Agent))
                yield return new EntryEvent(entry);
            if (found.Standing == MessageStanding.Over && found.Entries.Count == 0)
                yield return new StatusEvent(found.Session.Status, Operator: null);
            yield break;
        }
    }

    /// <summary>Has the answer looked for now.</summary>
    public void Look() => _queue.Writer.TryWrite(null);

    private async Task<bool> WaitAsync(CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            return await _queue.Reader.WaitToReadAsync(either);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Null when it cannot be looked for now.</summary>
    private async Task<MessageAnswer?> LookAsync(SessionId session, long seq)
    {
        try
        {
            var found = await engine.FindAnswerAsync(session, seq);
            if (found is not null && (_generation is null || found.Session.Generation == _generation))
                return found;
            _queue.Writer.TryComplete();
        }
        catch (SessionStoreUnavailableException error)
        {
            if (!_couldNotLook)
                Log.CouldNotLook(logger, error, session, seq);
            _couldNotLook = true;
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The answer to message {Seq} of session {Session} could not be looked for; it is tried again")]
        public static partial void CouldNotLook(ILogger logger, Exception error, SessionId session, long seq);
    }
}
