using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Gateway.Sessions.Live;

/// <summary>What this node knows of a session that someone here watches or that a turn here is run for.</summary>
internal sealed partial class LiveSession(SessionId id, NodeTopic topic, TimeProvider clock, ILogger logger)
    : IDisposable
{
    /// <summary>
    /// A reply is told at most this often, its first piece at once and its last before anything else is: no eye sees
    /// more, and a piece costs each who watches as much as a page of text.
    /// </summary>
    internal static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly SortedSet<long> _toldAhead = [];
    private ISessionWatcher[] _watchers = [];
    private string[] _remoteNodes = [];
    private string? _turnId;
    private IReadOnlyList<long> _answers = [];
    private LiveTurn? _runsHere;
    private int _toldText;
    private long _toldTextAt;
    private ITimer? _breath;
    private bool _isBreathing;
    private long? _toldUpTo;
    private SessionStatus? _toldStatus;
    private long _generation;

    /// <summary>True once nothing is left to know; whoever still holds the object must look for the new one.</summary>
    public bool IsRetired { get; private set; }

    public bool TryAdd(ISessionWatcher watcher, out RunningTurn? running)
    {
        lock (_gate)
        {
            if (IsRetired)
            {
                running = null;
                return false;
            }

            TellText();
            running = Running();
            _watchers = [.. _watchers, watcher];
            return true;
        }
    }

    /// <summary>True when nothing is left and the object may be dropped.</summary>
    public bool Remove(ISessionWatcher watcher)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers.Where(other => !ReferenceEquals(other, watcher))];
            if (_watchers.Length == 0)
            {
                (_toldUpTo, _toldStatus) = (null, null);
                _toldAhead.Clear();
            }

            return RetireIfEmpty();
        }
    }

    /// <summary>
    /// The place up to which the watchers have been told everything; null when they have not been shown a snapshot yet.
    /// </summary>
    public long? ToldUpTo
    {
        get
        {
            lock (_gate)
                return _toldUpTo;
        }
    }

    /// <summary>The status the watchers know.</summary>
    public SessionStatus? ToldStatus
    {
        get
        {
            lock (_gate)
                return _toldStatus;
        }
    }

    /// <summary>
    /// Whether a later entry was told and an earlier one was not: a live event was lost, or is on its way.
    /// </summary>
    public bool HasGap
    {
        get
        {
            lock (_gate)
                return _toldUpTo is not null && _toldAhead.Count > 0;
        }
    }

    /// <summary>A watcher has been shown a snapshot. What those before it miss they still miss.</summary>
    public void Showed(Session snapshot)
    {
        lock (_gate)
        {
            _toldStatus ??= snapshot.Status;
            if (_toldUpTo is not null)
                return;
            _toldUpTo = snapshot.LastSeq;
            ForgetAhead();
        }
    }

    /// <summary>
    /// Tells the watchers what they have not been told: live events are lost with the connection, or with the node,
    /// that should have brought them.
    /// </summary>
    /// <param name="found">What the transcript holds after <see cref="ToldUpTo"/>.</param>
    /// <param name="statusBefore"><see cref="ToldStatus"/> before that was read: a status that was told meanwhile is
    /// the newer one.</param>
    /// <returns>How many entries that were.</returns>
    public int Catch(SessionSnapshot found, SessionStatus? statusBefore)
    {
        lock (_gate)
        {
            var missed = found.Entries.Count(entry => entry.Seq > _toldUpTo && !_toldAhead.Contains(entry.Seq));
            foreach (var entry in found.Entries)
                Publish(new EntryEvent(entry));
            if (_toldStatus is { } told && told == statusBefore && told != found.Session.Status)
                Publish(new StatusEvent(found.Session.Status, Operator: null));
            return missed;
        }
    }

    public bool IsWatched
    {
        get
        {
            lock (_gate)
                return _watchers.Length > 0;
        }
    }

    public bool TryBegin(LiveTurn turn, Turn answered, string[] remoteNodes)
    {
        lock (_gate)
        {
            if (IsRetired)
                return false;
            _runsHere = turn;
            _remoteNodes = remoteNodes;
            StartText(answered.Id.ToString(), answered.Places);
            return true;
        }
    }

    /// <summary>True when nothing is left and the object may be dropped.</summary>
    public bool End(LiveTurn turn)
    {
        lock (_gate)
        {
            if (_runsHere == turn)
            {
                TellText();
                _runsHere = null;
                _remoteNodes = [];
                _turnId = null;
            }

            return RetireIfEmpty();
        }
    }

    /// <summary>Adds to the running turn's text and tells all who watch, here and elsewhere.</summary>
    public void Append(LiveTurn turn, string text)
    {
        lock (_gate)
        {
            if (_runsHere != turn || _turnId is null || turn.IsCut)
                return;
            _text.Append(text);
            if (_isBreathing)
                return;
            var wait = _toldText == 0 ? TimeSpan.Zero : Breath - clock.GetElapsedTime(_toldTextAt);
            if (wait <= TimeSpan.Zero)
            {
                TellText();
                return;
            }

            _isBreathing = true;
            _breath
                ??= clock.CreateTimer(
                static session => ((LiveSession)session!).Breathe(), this, Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            _breath.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Breathe()
    {
        lock (_gate)
            TellText();
    }

    /// <summary>Tells what waits of the turn's text: it is whole.</summary>
    public void TellAll(LiveTurn turn)
    {
        lock (_gate)
        {
            if (_runsHere == turn)
                TellText();
        }
    }

    /// <summary>Tells what was added to the text of the turn that runs here since it was told last.</summary>
    private void TellText()
    {
        _isBreathing = false;
        if (_runsHere is null || _turnId is null || _toldText == _text.Length)
            return;
        var piece = new ReplyDelta(_turnId, _toldText, _text.ToString(_toldText, _text.Length - _toldText));
        (_toldText, _toldTextAt) = (_text.Length, clock.GetTimestamp());
        if (_watchers.Length == 0 && _remoteNodes.Length == 0)
            return;
        var live = new DeltaEvent(piece) { Answers = _answers };
        TellWatchers(live);
        foreach (var node in _remoteNodes)
            topic.Send(node, id, live);
    }

    /// <summary>What was said of a turn until now, which is told by then; nothing where it runs no more.</summary>
    public string Cut(LiveTurn turn)
    {
        lock (_gate)
        {
            if (_runsHere != turn)
                return "";
            TellText();
            return _text.ToString();
        }
    }

    /// <summary>Another node has begun to watch: it gets what there is so far, and from now on what comes.</summary>
    public void AddRemoteNode(string node)
    {
        lock (_gate)
        {
            if (_runsHere is null)
                return;
            TellText();
            if (!_remoteNodes.Contains(node, StringComparer.Ordinal))
                _remoteNodes = [.. _remoteNodes, node];
            // Said under the lock, like every delta: a piece that came before the words it follows would be thrown away
            // there.
            topic.Send(node, id, new TypingEvent(EntryRole.Agent, On: true));
            if (_text.Length > 0)
                topic.Send(
                    node, id, new DeltaEvent(new ReplyDelta(_turnId!, 0, _text.ToString())) { Answers = _answers });
        }
    }

    public void Publish(LiveEvent live)
    {
        lock (_gate)
        {
            // What comes after a piece of the reply is told after it, on every node.
            TellText();
            switch (live)
            {
                case DeltaEvent when _runsHere is not null:
                    // From a node that has lost its lease and does not know it yet: the turn is run here now.
                    return;
                case DeltaEvent { Delta: var delta, Answers: var answers }:
                    // A turn runs elsewhere: its text is kept here as well, for whoever comes late to this node.
                    if (delta.Index == 0 || delta.TurnId != _turnId)
                        StartText(delta.TurnId, answers);
                    if (delta.Index != _text.Length)
                        break;
                    _text.Append(delta.Text);
                    break;
                case OwnerEvent { Generation: var generation }:
                    if (generation <= _generation)
                        return;
                    _generation = generation;
                    break;
                case EntryEvent { Entry: var entry }:
                    if (_runsHere is null && entry.TurnId is { } turnId && turnId == _turnId)
                        _turnId = null;
                    if (!IsNews(entry.Seq))
                        return;
                    break;
                case StatusEvent { Status: var status }:
                    _toldStatus = status;
                    break;
            }

            TellWatchers(live);
        }
    }

    /// <summary>
    /// Whether an entry has not been told yet, which it is now. Whoever began to watch after it was told has it in the
    /// snapshot, which is read later.
    /// </summary>
    private bool IsNews(long seq)
    {
        // Whoever runs a turn without a watcher tells no one.
        if (_watchers.Length == 0)
            return false;
        if (seq <= _toldUpTo || !_toldAhead.Add(seq))
            return false;
        ForgetAhead();
        return true;
    }

    private void ForgetAhead()
    {
        if (_toldUpTo is null)
            return;
        while (_toldAhead.Count > 0 && _toldAhead.Min <= _toldUpTo + 1)
        {
            _toldUpTo = Math.Max(_toldUpTo.Value, _toldAhead.Min);
            _toldAhead.Remove(_toldAhead.Min);
        }
    }

    private void StartText(string turnId, IReadOnlyList<long> answers)
    {
        (_turnId, _answers, _toldText) = (turnId, answers, 0);
        _text.Clear();
    }

    private RunningTurn? Running() => _turnId is null ? null : new RunningTurn(_turnId, _text.ToString(), _answers);

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "A watcher that breaks its promise must harm neither the turn nor the others; it is logged.")]
    private void TellWatchers(LiveEvent live)
    {
        foreach (var watcher in _watchers)
        {
            try
            {
                watcher.OnEvent(live);
            }
            catch (Exception error)
            {
                Log.WatcherThrew(logger, error, id);
            }
        }
    }

    private bool RetireIfEmpty()
    {
        IsRetired = _watchers.Length == 0 && _runsHere is null;
        if (IsRetired)
            Dispose();
        return IsRetired;
    }

    public void Dispose() => _breath?.Dispose();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A watcher of session {Session} threw")]
        public static partial void WatcherThrew(ILogger logger, Exception error, SessionId session);
    }
}
