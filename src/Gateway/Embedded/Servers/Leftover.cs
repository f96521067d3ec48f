using System.Globalization;

namespace Gateway.Embedded.Servers;

/// <summary>A server that outlived the gateway which had started it.</summary>
internal static partial class Leftover
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Ends the server that still works on this data, if there is one, so that there are never two. A process number
    /// that has meanwhile gone to a stranger is struck from the file, and the stranger left alone.
    /// </summary>
    /// <exception cref="ServerStartException">It could not be ended.</exception>
    public static async Task EndAsync(
        string pidFile, string program, string dataDirectory, int stopSignal, ILogger logger,
        CancellationToken cancellationToken)
    {
        if (ReadPid(pidFile) is not { } pid)
            return;
        if (!ProcessTable.IsServer(pid, program, dataDirectory))
        {
            if (ProcessTable.Exists(pid))
                File.Delete(pidFile);
            return;
        }

        Libc.Signal(pid, stopSignal);
        if (!await IsGoneAsync(pid, program, dataDirectory, cancellationToken))
        {
            Libc.Signal(pid, Libc.Kill);
            if (!await IsGoneAsync(pid, program, dataDirectory, cancellationToken))
            {
                throw new ServerStartException(FormattableString.Invariant(
                    $"{program} (process {pid}) still runs on {dataDirectory} and cannot be ended: end it first."));
            }
        }

        Log.Ended(logger, program, pid);
    }

    /// <summary>The number on the first line of a file, or null when there is none.</summary>
    public static int? ReadPid(string pidFile) =>
        File.Exists(pidFile)
        && int.TryParse(
            File.ReadLines(pidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && pid > 1 ? pid : null;

    private static async Task<bool> IsGoneAsync(
        int pid, string program, string dataDirectory, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (ProcessTable.IsServer(pid, program, dataDirectory))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                return false;
            await Task.Delay(Glance, cancellationToken);
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Server} (process {Pid}) still ran from before and has been stopped; it is started anew.")]
        public static partial void Ended(ILogger logger, string server, int pid);
    }
}
