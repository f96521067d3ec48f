using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Workspaces;

/// <summary>
/// On which nodes tell each other that the table of workspaces has changed. It is for speed alone: what is not heard is
/// found at the next look.
/// </summary>
internal sealed partial class WorkspaceTopic(
    IConnectionMultiplexer redis, IOptions<Sessions.SessionOptions> options, ILogger<WorkspaceTopic> logger)
{
    /// <summary>Topic: the id of a workspace whose row has changed.</summary>
    private static readonly RedisChannel Name = RedisChannel.Literal("gateway:workspaces");

    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);

    /// <summary>Hears what all nodes say from now on, over breaks of the connection, too.</summary>
    /// <param name="hear">Called for each; must not wait.</param>
    /// <returns>False when Redis does not answer.</returns>
    public async Task<bool> TryHearAsync(Action hear)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(Name, (_, _) => hear()).WaitAsync(_timeout);
            return true;
        }
        catch (Exception error) when (IsAway(error))
        {
            return false;
        }
    }


    /// <summary>Tells all nodes. Does not fail.</summary>
    /// <param name="workspace">Id of the workspace whose row has changed.</param>
    public async Task TellAsync(string workspace)
    {
        try
        {
            await redis.GetSubscriber().PublishAsync(Name, workspace).WaitAsync(_timeout);
        }
        catch (Exception error) when (IsAway(error))
        {
            Log.NotTold(logger, error, workspace);
        }
    }

    private static bool IsAway(Exception error) =>
        error is RedisException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The other nodes could not be told that workspace {Workspace} has changed; they will see.")]
        public static partial void NotTold(ILogger logger, Exception error, string workspace);
    }
}
