using System.Globalization;

namespace Gateway.Embedded.Servers;

/// <summary>A private PostgreSQL with one database, owned by one role.</summary>
internal static class EmbeddedPostgres
{
    /// <summary>Name of the database, and of the role that owns it.</summary>
    public const string Database = "gateway";

    /// <summary>
    /// Starts the PostgreSQL of that folder, on loopback, behind a password; sets it up the first time.
    /// </summary>
    /// <param name="home">Its folder; made when missing. When we are root it may come to be a link to a place the
    /// server can reach.</param>
    /// <param name="password">What its clients must know; the first start settles it.</param>
    /// <param name="durable">False saves time where the data need not survive a power failure: in tests.</param>
    /// <param name="logger">Told when the server has to be replaced or started again.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The server and the connection string for it.</returns>
    /// <exception cref="ServerStartException">It is not installed or cannot run.</exception>
    public static async Task<(SupervisedServer Server, string ConnectionString)> StartAsync(
        string home, string password, bool durable, ILogger logger, CancellationToken cancellationToken)
    {
        var programs = ServerPrograms.PostgresFolder();
        var account = await PostgresAccount.ChooseAsync(cancellationToken);
        home = await PostgresHome.PrepareAsync(home, account, logger, cancellationToken);
        var data = ServerCommand.DataDirectoryOf(home);
        var postmasterPid = Path.Combine(data, "postmaster.pid");

        // Besides our own note there is PostgreSQL's, which would keep it from starting when its number has gone to a
        // stranger.
        foreach (var pidFile in new[] { ServerCommand.PidFileOf(home), postmasterPid })
            await Leftover.EndAsync(pidFile, "postgres", data, Libc.Interrupt, logger, cancellationToken);
        if (!Directory.Exists(data))
            await PostgresSetup.RunAsync(programs, home, account, password, durable, cancellationToken);

        var port = FreePort.Keep(Path.Combine(home, "port"));
        var server = await SupervisedServer.StartAsync(
            new ServerCommand
            {
                Name = "PostgreSQL",
                Program = Path.Combine(programs, "postgres"),
                Arguments = Arguments(data, port, durable),
                Home = home,
                Account = account,
                StopSignal = Libc.Interrupt,
                IsReadyAsync = (pid, _) => Task.FromResult(IsReady(postmasterPid, pid)),
            },
            logger, cancellationToken);
        return (server, ConnectionString(port, password));
    }

    private static string[] Arguments(string data, int port, bool durable)
    {
        string[] always =
        [
            "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
        ];
        return durable
            ? always
            : [.. always, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"];
    }

    // On the loopback there is nothing to encrypt: asking for it first would double the wait for a server that is
    // frozen.
    private static string ConnectionString(int port, string password) => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={port};Database={Database};Username={Database};Password={password};Timeout=2;Command Timeout=30;SSL Mode=Disable;GSS Encryption Mode=Disable");

    // The eighth line of postmaster.pid tells pg_ctl how far the server is (PostgreSQL, src/include/utils/pidfile.h).
    private static bool IsReady(string postmasterPid, int pid)
    {
        const int StatusLine = 7;
        try
        {
            return Leftover.ReadPid(postmasterPid) == pid
                && File.ReadLines(postmasterPid).ElementAtOrDefault(StatusLine)?.Trim() == "ready";
        }
        catch (IOException)
        {
            // Taken away between the two looks.
            return false;
        }
    }
}
