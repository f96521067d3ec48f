using System.Text;

namespace Gateway.Sessions.Live;

/// <summary>What this node knows of a session that someone here watches or that a turn here is run for.</summary>
internal sealed class LiveSession
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private ISessionWatcher[] _watchers = [];
    private string[] _remoteNodes = [];
    private string? _turnId;
    private LiveTurn? _runsHere;

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

    /// <summary>Adds to the running turn's text and says who else must hear it.</summary>
    public string[] Append(LiveTurn turn, string text, out ReplyDelta? delta)
    {
        lock (_gate)
        {
            delta = null;
            if (_runsHere != turn || _turnId is null)
                return [];
            delta = new ReplyDelta(_turnId, _text.Length, text);
            _text.Append(text);
            Tell(new DeltaEvent(delta));
            return _remoteNodes;
        }
    }

    /// <summary>Another node has begun to watch: it gets what there is so far, and from now on what comes.</summary>
    public RunningTurn? AddRemoteNode(string node)
    {
        lock (_gate)
        {
            if (_runsHere is null)
                return null;
            if (!_remoteNodes.Contains(node, StringComparer.Ordinal))
                _remoteNodes = [.. _remoteNodes, node];
            return Running();
        }
    }

    public void Publish(LiveEvent live)
    {
        lock (_gate)
        {
            switch (live)
            {
                case DeltaEvent { Delta: var delta } when _runsHere is null:
                    // A turn runs elsewhere: its text is kept here as well, for whoever comes late to this node.
                    if (delta.Index == 0 || delta.TurnId != _turnId)
                        StartText(delta.TurnId);
                    if (delta.Index != _text.Length)
                        break;
                    _text.Append(delta.Text);
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

    private void Tell(LiveEvent live)
    {
        foreach (var watcher in _watchers)
            watcher.OnEvent(live);
    }

    private bool RetireIfEmpty() => IsRetired = _watchers.Length == 0 && _runsHere is null;
}
