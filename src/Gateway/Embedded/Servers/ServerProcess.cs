using System.Diagnostics;
using System.Globalization;

namespace Gateway.Embedded.Servers;

/// <summary>One running process of a server.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Reading back a large data set may take a while; more than this is a fault.</summary>
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private const long LogLimitBytes = 8 * 1024 * 1024;

    private readonly Process _process;
    private readonly ServerCommand _command;

    private ServerProcess(Process process, ServerCommand command)
    {
        _process = process;
        _command = command;
    }

    /// <summary>Its number.</summary>
    public int Pid => _process.Id;

    /// <summary>Starts the server and waits until it answers.</summary>
    /// <exception cref="ServerStartException">It ended or did not answer in time; the message has the log's last
    /// line.</exception>
    public static async Task<ServerProcess> StartAsync(ServerCommand command, CancellationToken cancellationToken)
    {
        KeepLogSmall(command.LogFile);
        var server = new ServerProcess(Launch(command), command);
        try
        {
            await server.BecomeReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the process has ended, for whatever reason.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks the server to end in good order, and after ten seconds no longer asks.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Libc.Signal(Pid, _command.StopSignal);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Libc.Signal(Pid, Libc.Kill);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        if (Leftover.ReadPid(_command.PidFile) == Pid)
            File.Delete(_command.PidFile);
        _process.Dispose();
    }

    private static Process Launch(ServerCommand command)
    {
        // The process notes its own number before it becomes the server, so that there is no moment at which a server
        // runs that the next start would not find. Its output goes to a file: a pipe to us would break when we are
        // killed.
        const string Script = "echo $$ >\"$1\" && exec </dev/null >>\"$2\" 2>&1 && shift 2 && exec \"$@\"";
        string[] arguments =
        [
            "-c", Script, "embedded-server", command.PidFile, command.LogFile,
            .. ServerPrograms.Detach(), command.Program, .. command.Arguments,
        ];
        try
        {
            return Process.Start(Command.StartInfo("/bin/sh", arguments, command.DataDirectory, command.Account))
                ?? throw new ServerStartException($"{command.Name} cannot be started.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ServerStartException($"{command.Name} cannot be started: {e.Message}", e);
        }
    }

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await _command.IsReadyAsync(Pid, cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new ServerStartException(string.Create(CultureInfo.InvariantCulture,
                    $"{_command.Name} ended with code {_process.ExitCode} while starting: {LastLogLine()} (log: {_command.LogFile})"));
            }

            if (TimeProvider.System.GetElapsedTime(start) > ReadyLimit)
            {
                throw new ServerStartException(string.Create(CultureInfo.InvariantCulture,
                    $"{_command.Name} did not answer within {ReadyLimit.TotalSeconds:0} s (log: {_command.LogFile})"));
            }

            await Task.Delay(Glance, cancellationToken);
        }
    }

    /// <summary>What the server wrote about itself last.</summary>
    public string LastLogLine()
    {
        const string Nothing = "no word";
        try
        {
            return File.Exists(_command.LogFile)
                ? File.ReadLines(_command.LogFile).LastOrDefault(line => line.AsSpan().Trim().Length > 0)?.Trim()
                    ?? Nothing
                : Nothing;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Nothing;
        }
    }

    private static void KeepLogSmall(string logFile)
    {
        if (File.Exists(logFile) && new FileInfo(logFile).Length > LogLimitBytes)
            File.Move(logFile, logFile + ".1", overwrite: true);
    }
}
