using System.Runtime.CompilerServices;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Telegram;

/// <summary>Runs a poller for each bot while Telegram cannot come to us.</summary>
internal sealed partial class TelegramPolling(
    TelegramBots bots, TelegramStates states, TelegramPollers pollers, PublicAddress address, IWorkspaces workspaces,
    TimeProvider clock,
    ILogger<TelegramPolling> logger) : TelegramWatch(workspaces, clock)
{
    private readonly Dictionary<WorkspaceChannel, Running> _running = new(ReferenceComparer.Instance);

    protected override bool IsWanted => TelegramMode.WebhookBase(address) is null;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        var all = bots.All;
        var gone = _running.Keys.Where(channel => !all.Any(one => ReferenceEquals(one.Channel, channel))).ToList();
        foreach (var channel in gone)
        {
            _running.Remove(channel, out var running);
            await running!.EndAsync();
            if (!all.Any(one => one.Workspace.Id == running.Bot.Workspace.Id && one.Channel.Line == channel.Line))
                states.Forget(running.Bot.Workspace, channel);
        }

        foreach (var (workspace, channel, bot) in all)
        {
            if (bot is null)
                states.Down(workspace, channel, TelegramBots.BadToken);
            else if (!_running.ContainsKey(channel))
                _running[channel] = Running.Begin(bot, pollers, cancellationToken);
        }
    }

    protected override void Failed(Exception error) => Log.Failed(logger, error);

    protected override Task EndAsync() => Task.WhenAll(_running.Values.Select(running => running.EndAsync()));

    private sealed record Running(TelegramBot Bot, CancellationTokenSource Stop, Task Task)
    {
        public static Running Begin(TelegramBot bot, TelegramPollers pollers, CancellationToken stopping)
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            return new Running(bot, stop, Task.Run(() => pollers.RunAsync(bot, stop.Token), CancellationToken.None));
        }

        public async Task EndAsync()
        {
            await Stop.CancelAsync();
            await Task;
            Stop.Dispose();
        }
    }

    // Two states of a file may be equal in all we know, and yet the newer one is the one that counts.
    private sealed class ReferenceComparer : IEqualityComparer<WorkspaceChannel>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(WorkspaceChannel? x, WorkspaceChannel? y) => ReferenceEquals(x, y);

        public int GetHashCode(WorkspaceChannel obj) => RuntimeHelpers.GetHashCode(obj);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The pollers of the Telegram bots could not be looked after; it is tried again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
