using System.Diagnostics;
using System.Globalization;

namespace Gateway.Testing;

/// <summary>
/// A real PostgreSQL of a test's own, on a free port, with the superuser <c>gateway</c>. It forgets everything at the
/// end and therefore writes nothing to disk before it must. PostgreSQL refuses to run as root; it then runs under the
/// account <c>postgres</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string Programs = FindPrograms();

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-postgres-").FullName;
    private readonly int _port = RedisServer.FreePort();
    private Process? _process;

    private PostgresServer()
    {
    }

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        await server.RunAsync();
        return server;
    }

    /// <summary>
    /// The way to one of its databases. It names this very server: the pool of an earlier one on the same port would
    /// hand out connections that are dead.
    /// </summary>
    public string ConnectionString(string database = "postgres") => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={_port};Username=gateway;Database={database};Include Error Detail=true;Application Name={Path.GetFileName(_folder)}");

    /// <summary>
    /// Stops the server and its connections in their tracks: they are there, take what is sent to them, and do not
    /// answer.
    /// </summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Lets a frozen server go on.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await ThawAsync();
            await FinishAsync(Start("pg_ctl", "stop", "-D", Data, "-m", "immediate"));
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await FinishAsync(Process.Start("chown", ["postgres", _folder]));
        await FinishAsync(
            Start(
            "initdb", "-D", Data, "-U", "gateway", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
            "--no-instructions"));
        _process = Start(
            "postgres", "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c",
            "synchronous_commit=off",
            "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "log_min_messages=fatal");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await IsReadyAsync())
            await Task.Delay(50, deadline.Token);
    }

    private async Task SignalAsync(string signal)
    {
        // The postmaster first: it then starts no further one.
        await FinishAsync(Process.Start("kill", [signal, Id(_process!.Id)]));
        foreach (var child in ChildrenOf(_process.Id))
        {
            // One that has ended meanwhile needs no signal.
            using var kill = Process.Start("kill", [signal, Id(child)]);
            await kill.WaitForExitAsync();
        }
    }

    private static IEnumerable<int> ChildrenOf(int parent)
    {
        var children = $"/proc/{Id(parent)}/task/{Id(parent)}/children";
        return File.ReadAllText(children)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));
    }

    private static string Id(int process) => process.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> IsReadyAsync()
    {
        using var check = Start(
            "pg_isready", "-q", "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-d",
            "postgres");
        await check.WaitForExitAsync();
        return check.ExitCode == 0;
    }

    private static Process Start(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]
            : [path, .. arguments];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task FinishAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException(
                    $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}.");
        }
    }

    private static string FindPrograms()
    {
        // Debian keeps the servers of each version apart and only the clients on the PATH.
        var folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => folder, StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return folders
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL's server programs are not installed.");
    }
}
