using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Hosting;

namespace Gateway.Channels.Telegram;

/// <summary>Looks after the bots at start, every minute, and whenever the workspaces change.</summary>
internal abstract class TelegramWatch(IWorkspaces workspaces, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // One knock is as good as many.
    private readonly Channel<bool> _knocks = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsWanted)
            return;
        void Knock(IReadOnlyCollection<Workspace> changed) => _knocks.Writer.TryWrite(true);
        workspaces.Changed += Knock;
        using var timer = clock.CreateTimer(_ => _knocks.Writer.TryWrite(true), state: null, TimeSpan.Zero, Every);
        try
        {
            await foreach (var _ in _knocks.Reader.ReadAllAsync(stoppingToken))
                await LookSafelyAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
        finally
        {
            workspaces.Changed -= Knock;
            await EndAsync();
        }
    }

    /// <summary>Whether there is anything to do on this gateway at all.</summary>
    protected abstract bool IsWanted { get; }

    /// <summary>Looks.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    /// <summary>Told what went wrong while looking; the next look comes all the same.</summary>
    protected abstract void Failed(Exception error);

    /// <summary>Ends what was begun.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    [SuppressMessage(
        "Design", "CA1031", Justification = "The loop's boundary: a look that fails is logged and made again.")]
    private async Task LookSafelyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(error);
        }
    }
}
