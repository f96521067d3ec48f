using System.Net;
using Gateway.Channels;

namespace Gateway.Doors;

/// <summary>
/// Who holds the connections to this process. There are fewer places than the process has descriptors, so that whoever
/// asks for more never takes what Redis, PostgreSQL and the providers need. When all are taken, a newcomer gets the
/// place of one that asks for nothing, of a network that holds more than its own: the oldest silent one of who has most
/// of them, else an idle one.
/// </summary>
internal sealed class ConnectionTable : IDisposable
{
    /// <summary>How many dropped sockets may still be on their way to being closed.</summary>
    private const int MostClosing = 16;

    /// <summary>How many of a network's connections are looked at for one that is idle.</summary>
    private const int MostLooks = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CallerNetwork> _networks = new(StringComparer.Ordinal);
    private readonly SortedSet<CallerNetwork> _bySilent = new(
        Comparer<CallerNetwork>.Create((a, b) => Compare(a.Silent.Count, b.Silent.Count, a, b)));
    private readonly SortedSet<CallerNetwork> _byCount = new(
        Comparer<CallerNetwork>.Create((a, b) => Compare(a.Count, b.Count, a, b)));
    private readonly LinkedList<OpenConnection> _silent = [];
    private readonly ConnectionLimits _limits;
    private readonly TokenBuckets _pace;
    private readonly IReadOnlyList<System.Net.IPNetwork> _proxies;
    private readonly TimeSpan _firstRequest;
    private readonly TimeProvider _clock;
    private readonly DoorMetrics _metrics;
    private readonly ITimer _sweep;
    private int _count;
    private int _closing;
    private int _lastNumber;

    public ConnectionTable(
        ConnectionLimits limits, DoorOptions options, IReadOnlyList<System.Net.IPNetwork> proxies, DoorMetrics metrics,
        TimeProvider clock)
    {
        (_limits, _proxies, _metrics, _clock) = (limits, proxies, metrics, clock);
        _pace = new TokenBuckets(
            options.ConnectionsPerSecond, options.ConnectionsPerSecond * 10, mostKeys: 20_000, clock);
        _firstRequest = TimeSpan.FromSeconds(options.FirstRequestSeconds);
        metrics.Watch(() => Count, limits.Most);
        var second = TimeSpan.FromSeconds(1);
        _sweep = clock.CreateTimer(_ => DropSilent(), null, second, second);
    }

    /// <summary>How many places are taken.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The place of a new connection, or null when it gets none.</summary>
    public OpenConnection? TryAdmit(IPAddress? from)
    {
        var isProxy = from is not null && IsProxy(from);
        var name = isProxy ? "proxy" : ClientNetwork.Of(from);
        if (!isProxy && _pace.Take(name, 1) is not null)
            return Refuse("pace");
        OpenConnection? dropped = null;
        OpenConnection? admitted;
        string reason;
        lock (_gate)
        {
            var network = _networks.GetValueOrDefault(name) ?? new CallerNetwork(name, isProxy, ++_lastNumber);
            reason = Room(network, out dropped);
            admitted = reason.Length == 0 ? Add(network) : null;
        }

        if (dropped is not null)
        {
            _metrics.Dropped("displaced");
            dropped.Abort();
        }

        return admitted ?? Refuse(reason);
    }

    /// <summary>A connection has brought its first request.</summary>
    public void Speak(OpenConnection connection)
    {
        lock (_gate)
        {
            if (connection.SilentNode is not { } node)
                return;
            var network = connection.Network;
            Unrank(network);
            _silent.Remove(node);
            network.Silent.Remove(connection.NetworkNode!);
            connection.SilentNode = null;
            connection.NetworkNode = network.Spoken.AddLast(connection);
            Rank(network);
        }
    }

    /// <summary>A connection's socket is closed.</summary>
    public void Close(OpenConnection connection)
    {
        lock (_gate)
        {
            if (connection.IsDropped)
                _closing--;
            else
                Remove(connection);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sweep.Dispose();

    /// <summary>Makes room for one more; the empty word when there is some, else why there is none.</summary>
    private string Room(CallerNetwork network, out OpenConnection? dropped)
    {
        dropped = null;
        var isOwn = !network.IsProxy && network.Count >= _limits.PerAddress;
        if (!isOwn && _count < _limits.Most)
            return "";
        // Half of it is kept for newcomers at a full table: a network that displaces its own must not shut them out.
        if (_closing >= (isOwn ? MostClosing / 2 : MostClosing))
            return isOwn ? "address" : "full";
        dropped = isOwn ? network.Silent.First?.Value : Displaceable(network);
        if (dropped is null)
            return isOwn ? "address" : "full";
        Drop(dropped);
        return "";
    }

    private OpenConnection? Displaceable(CallerNetwork newcomer)
    {
        // Only of who holds more: floods from several networks would otherwise displace each other without end.
        var own = newcomer.Silent.Count;
        if (_bySilent.Max is { Silent.First.Value: { } silent } most)
            return most.Silent.Count > (own == 0 ? 0 : own + 1) ? silent : null;
        if (_byCount.Max is not { } heaviest || heaviest.Count <= newcomer.Count + 1)
            return null;
        var looks = 0;
        for (var node = heaviest.Spoken.First; node is not null && looks < MostLooks; node = node.Next, looks++)
        {
            if (!node.Value.IsBusy)
                return node.Value;
        }

        return null;
    }

    private OpenConnection Add(CallerNetwork network)
    {
        var connection = new OpenConnection(this, network, _clock.GetTimestamp());
        Unrank(network);
        _networks[network.Name] = network;
        connection.SilentNode = _silent.AddLast(connection);
        connection.NetworkNode = network.Silent.AddLast(connection);
        Rank(network);
        _count++;
        return connection;
    }

    private void Remove(OpenConnection connection)
    {
        var network = connection.Network;
        Unrank(network);
        if (connection.SilentNode is { } node)
        {
            _silent.Remove(node);
            connection.SilentNode = null;
        }

        connection.NetworkNode!.List!.Remove(connection.NetworkNode);
        _count--;
        if (network.Count > 0)
            Rank(network);
        else
            _networks.Remove(network.Name);
    }

    private void Drop(OpenConnection connection)
    {
        Remove(connection);
        connection.Drop();
        _closing++;
    }

    private void Unrank(CallerNetwork network)
    {
        _bySilent.Remove(network);
        _byCount.Remove(network);
    }

    private void Rank(CallerNetwork network)
    {
        _bySilent.Add(network);
        _byCount.Add(network);
    }

    private void DropSilent()
    {
        List<OpenConnection> late = [];
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            while (_silent.First is { Value: var oldest } && _clock.GetElapsedTime(oldest.Since, now) >= _firstRequest)
            {
                Drop(oldest);
                late.Add(oldest);
            }
        }

        foreach (var connection in late)
        {
            _metrics.Dropped("silent");
            connection.Abort();
        }
    }

    private bool IsProxy(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        foreach (var proxy in _proxies)
        {
            if (proxy.Contains(address))
                return true;
        }

        return false;
    }

    private OpenConnection? Refuse(string reason)
    {
        _metrics.Refused("connection", reason);
        return null;
    }

    private static int Compare(int a, int b, CallerNetwork first, CallerNetwork second) =>
        a != b ? a.CompareTo(b) : first.Number.CompareTo(second.Number);
}
