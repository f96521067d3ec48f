namespace Gateway.Embedded.Servers;

/// <summary>A server that is started again, on the same port and data, whenever it ends without having been asked to.</summary>
internal sealed partial class SupervisedServer : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly ServerCommand _command;
    private readonly ILogger _logger;
    private readonly Task _watch;
    private ServerProcess _process;

    private SupervisedServer(ServerCommand command, ServerProcess process, ILogger logger)
    {
        _command = command;
        _process = process;
        _logger = logger;
        _watch = WatchAsync(_stop.Token);
    }

    /// <summary>The number of the process that runs now.</summary>
    public int Pid => _process.Pid;

    /// <summary>Starts the server and waits until it answers. Nothing else may run on its data: see <see cref="Leftover"/>.</summary>
    /// <exception cref="ServerStartException">It cannot run.</exception>
    public static async Task<SupervisedServer> StartAsync(
        ServerCommand command, ILogger logger, CancellationToken cancellationToken) =>
        new(command, await ServerProcess.StartAsync(command, cancellationToken), logger);

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
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await _process.WaitForExitAsync(stop);
                Log.Ended(_logger, _command.Name, _command.LogFile);
                await Task.Delay(pause, stop);
                var process = await ServerProcess.StartAsync(_command, stop);
                await _process.DisposeAsync();
                _process = process;
                pause = FirstPause;
                Log.StartedAgain(_logger, _command.Name, process.Pid);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (ServerStartException e)
            {
                pause = pause < LongestPause ? pause * 2 : LongestPause;
                Log.NotStarted(_logger, e.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Server} has ended unexpectedly and is started again (log: {LogFile}).")]
        public static partial void Ended(ILogger logger, string server, string logFile);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Server} runs again (process {Pid}).")]
        public static partial void StartedAgain(ILogger logger, string server, int pid);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
        public static partial void NotStarted(ILogger logger, string reason);
    }
}
