using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Inspection.Planning;

/// <summary>
/// Looks now and then whether somebody in a line has let a slot pass, or may be told by now, and forgets holds that
/// nobody needed the place of.
/// </summary>
internal sealed partial class WaitingWatch(
    CentreLookup centres, WaitingLine line, PlanningDesk desk, TimeProvider time, ILogger<WaitingWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The watch's boundary: what is wrong with one centre may not keep the others waiting.")]
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var centre in centres.All)
        {
            try
            {
                await line.ServeAsync(centre, cancellationToken);
                await desk.ForgetHoldsAsync(centre, cancellationToken);
            }
            catch (Exception fault)
                when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.NotServed(logger, fault, centre.Id);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The line of those who wait for a slot of {Workspace} was not served; it is tried again.")]
        public static partial void NotServed(ILogger logger, Exception exception, string workspace);
    }
}
