using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Consent;

/// <summary>Tells the records every minute what they could not be told when it was said.</summary>
internal sealed partial class ConsentRecorder(
    ProviderOptOuts optOuts, TimeProvider clock, ILogger<ConsentRecorder> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SettleSafelyAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The loop's boundary: a round that fails is made again.")]
    private async Task SettleSafelyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await optOuts.SettleAsync(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Which opt-outs the records have not been told of could not be read; it is tried again")]
        public static partial void NotRead(ILogger logger, Exception error);
    }
}
