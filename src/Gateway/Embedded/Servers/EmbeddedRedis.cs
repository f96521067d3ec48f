using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Embedded.Servers;

/// <summary>A private Redis that loses nothing it has acknowledged.</summary>
internal static class EmbeddedRedis
{
    /// <summary>Starts the Redis of that folder, on loopback, behind a password.</summary>
    /// <param name="home">Its folder; made when missing.</param>
    /// <param name="password">What its clients must know.</param>
    /// <param name="fsync"><c>always</c>: an answer means that it is on disk; <c>everysec</c>: up to a second may be
    /// lost.</param>
    /// <param name="megabytes">How much memory its data may take; what would need more is refused.</param>
    /// <param name="logger">Told when the server has to be replaced or started again.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The server and the connection string for it.</returns>
    /// <exception cref="ServerStartException">It is not installed or cannot run.</exception>
    public static async Task<(SupervisedServer Server, string ConnectionString)> StartAsync(
        string home, string password, string fsync, int megabytes, ILogger logger, CancellationToken cancellationToken)
    {
        var program = ServerPrograms.Redis();
        var settings = Path.Combine(home, "redis.conf");
        PrivateFile.CloseFolder(home);
        Directory.CreateDirectory(ServerCommand.DataDirectoryOf(home));

        // Before the port is chosen: one that runs from before holds the port that we would like to keep.
        await Leftover.EndAsync(
            ServerCommand.PidFileOf(home), "redis-server", ServerCommand.DataDirectoryOf(home), Libc.Terminate, logger,
            cancellationToken);
        var port = FreePort.Keep(Path.Combine(home, "port"));
        PrivateFile.Write(settings, Settings(port, password, fsync, megabytes));

        var server = await SupervisedServer.StartAsync(
            new ServerCommand
            {
                Name = "Redis",
                Program = program,
                Arguments = [settings],
                Home = home,
                StopSignal = Libc.Terminate,
                IsReadyAsync = (_, cancellation) => AnswersAsync(port, password, cancellation),
            },
            logger, cancellationToken);
        return (server, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={password}"));
    }

    private static string Settings(int port, string password, string fsync, int megabytes) =>
        string.Create(CultureInfo.InvariantCulture, $"""
        bind 127.0.0.1
        port {port}
        requirepass {password}
        daemonize no
        appendonly yes
        appendfsync {fsync}
        # Everything is in the append-only file; snapshots beside it would only cost disk.
        save ""
        # A transcript of a few lines would otherwise take up the 4 KB of its first node.
        stream-node-max-bytes 1536
        # A full memory must be an error that is seen, never a session that is gone.
        maxmemory {megabytes}mb
        maxmemory-policy noeviction

        """);

    private static async Task<bool> AnswersAsync(int port, string password, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {password}\r\nPING\r\n"), limit.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);

            // While it reads its data back it answers -LOADING.
            return await reader.ReadLineAsync(limit.Token) == "+OK"
                && await reader.ReadLineAsync(limit.Token) == "+PONG";
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
