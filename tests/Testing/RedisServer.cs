using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Gateway.Testing;

/// <summary>
/// A real redis-server of a test's own, on a free port; unless told otherwise every write is on disk before it is
/// answered.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-redis-").FullName;
    private readonly string _appendFsync;
    private readonly bool _isOfCluster;
    private Process? _process;

    private RedisServer(int port, string appendFsync, bool isOfCluster) =>
        (Port, _appendFsync, _isOfCluster) = (port, appendFsync, isOfCluster);

    public int Port { get; }

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"127.0.0.1:{Port},abortConnect=false,allowAdmin=true,connectTimeout=5000");

    /// <summary>Starts one with no data.</summary>
    /// <param name="appendFsync"><c>always</c>, <c>everysec</c> or <c>no</c>.</param>
    /// <param name="isOfCluster">Whether it is to be one of a cluster, see <see cref="RedisCluster"/>.</param>
    public static async Task<RedisServer> StartAsync(string appendFsync = "always", bool isOfCluster = false)
    {
        // Servers of a cluster speak to each other on a port that is 10,000 higher.
        var port = FreePort();
        while (isOfCluster && port > ushort.MaxValue - 10_000)
            port = Random.Shared.Next(20_000, 50_000);
        var server = new RedisServer(port, appendFsync, isOfCluster);
        await server.RunAsync();
        return server;
    }

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public async Task<IConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync(ConnectionString);

    /// <summary>One section of what the server tells of itself.</summary>
    public async Task<IReadOnlyDictionary<string, string>> InfoAsync(string section)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(ConnectionString);
        return (await redis.GetServers().Single().InfoAsync(section))
            .SelectMany(part => part)
            .ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>How often each command was called since the server began to count.</summary>
    public async Task<Dictionary<string, long>> CallsAsync() => (await InfoAsync("commandstats")).ToDictionary(
        stat => stat.Key["cmdstat_".Length..],
        stat => long.Parse(stat.Value.Split(',')[0]["calls=".Length..], CultureInfo.InvariantCulture),
        StringComparer.Ordinal);

    /// <summary>Begins to count anew.</summary>
    public async Task ForgetCallsAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(ConnectionString);
        await redis.GetServers().Single().ConfigResetStatisticsAsync();
    }

    /// <summary>Ends the server without warning, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops the server in its tracks, connections and all, as a host that hangs does.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Lets a frozen server go on.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Starts the server again on the data it left.</summary>
    public async Task RunAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server")
        {
            ArgumentList =
            {
                "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder,
                "--appendonly", "yes", "--appendfsync", _appendFsync, "--save", "", "--loglevel", "warning",
                "--stream-node-max-bytes", "1536",
                _isOfCluster ? "--cluster-enabled" : "--databases", _isOfCluster ? "yes" : "1024",
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await AnswersAsync())
            await Task.Delay(20, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[16];
            var read = await stream.ReadAsync(answer);
            return answer.AsSpan(0, read).StartsWith("+PONG"u8);
        }
        catch (SocketException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
