using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Testing;

/// <summary>Where a command that is on its way through the proxy is stopped.</summary>
public enum ProxyPoint
{
    /// <summary>Redis never hears it.</summary>
    BeforeRedis,

    /// <summary>Redis has done it, and whoever asked never hears the answer.</summary>
    BeforeAnswer,
}

/// <summary>
/// Stands between a gateway and Redis. It can break the connection at a chosen script, on the way there or on the way
/// back, after something else was done (a process killed, say), cut all connections, and refuse new ones.
/// </summary>
public sealed class RedisProxy : IAsyncDisposable
{
    private readonly int _redisPort;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _connections = new();
    private readonly Lock _gate = new();
    private readonly List<Interception> _interceptions = [];
    private readonly Task _accepting;
    private volatile bool _refusing;

    private RedisProxy(int redisPort, TcpListener listener)
    {
        (_redisPort, _listener) = (redisPort, listener);
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>For StackExchange.Redis.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"127.0.0.1:{Port},abortConnect=false,allowAdmin=true,connectTimeout=5000");

    public static RedisProxy Start(RedisServer redis) => Start(redis.Port);

    public static RedisProxy Start(int redisPort)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new RedisProxy(redisPort, listener);
    }

    /// <summary>
    /// Breaks the connection at the next call of a script, once. Where Redis does not know the script yet, the call
    /// goes on with its text: both are one.
    /// </summary>
    /// <param name="script">Name of the Lua file without its ending, such as <c>commit</c>.</param>
    /// <param name="point">On the way there or on the way back.</param>
    /// <param name="before">What to do before the connection is broken, or null.</param>
    /// <returns>Completes once it has happened.</returns>
    public Task BreakAt(string script, ProxyPoint point, Func<Task>? before = null)
    {
        var interception = new Interception(ScriptHash.Of(script), point, before ?? (() => Task.CompletedTask));
        Add(interception);
        return interception.Done.Task;
    }

    /// <summary>Cuts every connection there is; new ones are let through.</summary>
    public void CutAll()
    {
        foreach (var connection in _connections.Keys)
            connection.Cut();
    }

    /// <summary>Cuts every connection and lets no new one through until <see cref="Restore"/>.</summary>
    public void Refuse()
    {
        _refusing = true;
        CutAll();
    }

    /// <summary>Lets connections through again.</summary>
    public void Restore() => _refusing = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    internal Interception? Match(string scriptHash)
    {
        lock (_gate)
        {
            var found = _interceptions.Find(interception => interception.ScriptHashes.Contains(scriptHash));
            if (found is not null)
                _interceptions.Remove(found);
            return found;
        }
    }

    internal void Add(Interception interception)
    {
        lock (_gate)
            _interceptions.Add(interception);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_refusing)
                {
                    client.Dispose();
                    continue;
                }

                var connection = new ProxiedConnection(this, client, _redisPort);
                _connections[connection] = RunAsync(connection);
            }
        }
        catch (OperationCanceledException)
        {
            // The proxy stops.
        }
        catch (SocketException) when (_stop.IsCancellationRequested)
        {
            // The proxy stops.
        }
    }

    private async Task RunAsync(ProxiedConnection connection)
    {
        await Task.Yield();
        await connection.RunAsync();
        _connections.TryRemove(connection, out _);
    }

    internal sealed record Interception(IReadOnlyList<string> ScriptHashes, ProxyPoint Point, Func<Task> Before)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
