using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Inspection.Hosted;

/// <summary>
/// Writes into the centres' own database what could not be written at once, and puts right what a node left behind that
/// died in between.
/// </summary>
internal sealed partial class HostedWriter(
    HostedDatabase database, HostedBook book, TimeProvider time, ILogger<HostedWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    [SuppressMessage(
        "Design", "CA1031", Justification = "The worker's boundary: what failed is due still.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Source is null)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await book.WriteDueAsync(stoppingToken);
            }
            catch (Exception fault)
            {
                if (!stoppingToken.IsCancellationRequested)
                    Log.Broken(logger, fault);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Appointments could not be written into the centres' database; it is tried again.")]
        public static partial void Broken(ILogger logger, Exception exception);
    }
}
