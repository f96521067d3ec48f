using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Gateway.Sessions.Live;

/// <summary>What this node knows of a session that someone here watches or that a turn here is run for.</summary>
internal sealed partial class LiveSession(SessionId id, NodeTopic topic, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private ISessionWatcher[] _watchers = [];
    private string[] _remoteNodes = [];
    private string? _turnId;
    private LiveTurn? _runsHere;
    private long _generation;

    /// <summary>True once nothing is left to know; whoever still holds the object must look for the new one.</summary>
    public bool IsRetired { get; private set; }

    public bool TryAdd(ISessionWatcher watcher, out RunningTurn? running)
    {
        lock (_gate)
        {
            running = Running();
            if (IsRetired)
                return false;
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
            return RetireIfEmpty();
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

    public bool TryBegin(LiveTurn turn, string turnId, string[] remoteNodes)
    {
        lock (_gate)
        {
            if (IsRetired)
                return false;
            _runsHere = turn;
            _remoteNodes = remoteNodes;
            StartText(turnId);
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
            if (_runsHere != turn || _turnId is null)
                return;
            var index = _text.Length;
            _text.Append(text);
            if (_watchers.Length == 0 && _remoteNodes.Length == 0)
                return;
            var live = new DeltaEvent(new ReplyDelta(_turnId, index, text));
            Tell(live);
            foreach (var node in _remoteNodes)
                topic.Send(node, id, live);
        }
    }

    /// <summary>Another node has begun to watch: it gets what there is so far, and from now on what comes.</summary>
    public void AddRemoteNode(string node)
    {
        lock (_gate)
        {
            if (_runsHere is null)
                return;
            if (!_remoteNodes.Contains(node, StringComparer.Ordinal))
                _remoteNodes = [.. _remoteNodes, node];
            // Said under the lock, like every delta: a piece that came before the words it follows would be thrown away there.
            topic.Send(node, id, new TypingEvent(EntryRole.Agent, On: true));
            if (_text.Length > 0)
                topic.Send(node, id, new DeltaEvent(new ReplyDelta(_turnId!, 0, _text.ToString())));
        }
    }

    public void Publish(LiveEvent live)
    {
        lock (_gate)
        {
            switch (live)
            {
                case DeltaEvent when _runsHere is not null:
                    // From a node that has lost its lease and does not know it yet: the turn is run here now.
                    return;
                case DeltaEvent { Delta: var delta }:
                    // A turn runs elsewhere: its text is kept here as well, for whoever comes late to this node.
                    if (delta.Index == 0 || delta.TurnId != _turnId)
                        StartText(delta.TurnId);
                    if (delta.Index != _text.Length)
                        break;
                    _text.Append(delta.Text);
                    break;
                case OwnerEvent { Generation: var generation }:
                    if (generation <= _generation)
                        return;
                    _generation = generation;
                    break;
                case EntryEvent { Entry.TurnId: { } turnId } when _runsHere is null && turnId == _turnId:
                    _turnId = null;
                    break;
            }

            Tell(live);
        }
    }

    private void StartText(string turnId)
    {
        _turnId = turnId;
        _text.Clear();
    }

    private RunningTurn? Running() => _turnId is null ? null : new RunningTurn(_turnId, _text.ToString());

    [SuppressMessage("Design", "CA1031", Justification = "A watcher that breaks its promise must harm neither the turn nor the others; it is logged.")]
    private void Tell(LiveEvent live)
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

    private bool RetireIfEmpty() => IsRetired = _watchers.Length == 0 && _runsHere is null;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A watcher of session {Session} threw")]
        public static partial void WatcherThrew(ILogger logger, Exception error, SessionId session);
    }
}
