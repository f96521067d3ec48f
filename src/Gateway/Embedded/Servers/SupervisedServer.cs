namespace Gateway.Embedded.Servers;

/// <summary>
/// A server that is started again, on the same port and data, whenever it ends without having been asked to.
/// </summary>
internal sealed partial class SupervisedServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServerCommand _command;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Task _watch;
    private ServerProcess _process;

    private SupervisedServer(ServerCommand command, ServerProcess process, TimeProvider clock, ILogger logger)
    {
        _clock = clock;
        _command = command;
        _process = process;
        _logger = logger;
        _watch = WatchAsync(_stop.Token);
    }

    /// <summary>The number of the process that runs now.</summary>
    public int Pid => _process.Pid;

    /// <summary>
    /// Starts the server and waits until it answers. Nothing else may run on its data: see <see cref="Leftover"/>.
    /// </summary>
    /// <exception cref="ServerStartException">It cannot run.</exception>
    public static async Task<SupervisedServer> StartAsync(
        ServerCommand command, ILogger logger, CancellationToken cancellationToken, TimeProvider? clock = null) =>
        new(command, await ServerProcess.StartAsync(command, cancellationToken), clock ?? TimeProvider.System, logger);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        await _process.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        var pauses = new RestartPauses();
        // What has been told since the server last ran well, by its kind.
        var told = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                var startedAt = _clock.GetTimestamp();
                await _process.WaitForExitAsync(stop);
                var ran = _clock.GetElapsedTime(startedAt);
                if (ran >= RestartPauses.Well)
                    told.Clear();
                var reason =
                    $"{_command.Name} has ended unexpectedly: {_process.LastLogLine()} (log: {_command.LogFile})";
                await StartAgainAsync(reason, ran, pauses, told, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    /// <summary>
    /// Starts the server again, as often as it takes. Each kind of reason is told once, and that it runs again whenever
    /// one was.
    /// </summary>
    private async Task StartAgainAsync(
        string reason, TimeSpan ran, RestartPauses pauses, HashSet<string> told, CancellationToken stop)
    {
        var hasTold = false;
        while (true)
        {
            var pause = pauses.After(ran);
            if (told.Add(Kind(reason)))
            {
                hasTold = true;
                Log.Ended(_logger, reason);
            }

            await Task.Delay(pause, _clock, stop);
            try
            {
                var process = await ServerProcess.StartAsync(_command, stop);
                await _process.DisposeAsync();
                _process = process;
                if (hasTold)
                    Log.StartedAgain(_logger, _command.Name, process.Pid);
                return;
            }
            catch (ServerStartException error)
            {
                (reason, ran) = (error.Message, TimeSpan.Zero);
            }
        }
    }

    /// <summary>The reason without its times and process numbers: what it has in common with the next time.</summary>
    private static string Kind(string reason) => string.Concat(reason.Where(unit => !char.IsAsciiDigit(unit)));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error,
            Message = "{Reason}. It is started again, ever more rarely while that goes on; this is said once.")]
        public static partial void Ended(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Server} runs again (process {Pid}).")]
        public static partial void StartedAgain(ILogger logger, string server, int pid);
    }
}
