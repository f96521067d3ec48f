using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateway.Sessions.Live;

/// <summary>
/// The topic on which other nodes tell this one about sessions that are watched here, and the way to tell them. What is
/// said here is for the eye only: a message that is lost is made good by the reader's next look at the transcript.
/// </summary>
internal sealed partial class NodeTopic(IConnectionMultiplexer redis, NodeId node, ILogger<NodeTopic> logger)
{
    private Action<SessionId, LiveEvent> _onEvent = (_, _) => { };
    private Action<SessionId, string> _onWatch = (_, _) => { };
    private Action<SessionId, Interruption> _onInterrupt = (_, _) => { };

    public void Connect(Action<SessionId, LiveEvent> onEvent, Action<SessionId, string> onWatch) =>
        (_onEvent, _onWatch) = (onEvent, onWatch);

    /// <summary>Who ends turns that run here.</summary>
    public void Connect(Action<SessionId, Interruption> onInterrupt) => _onInterrupt = onInterrupt;

    /// <summary>Starts to listen. The connection takes the subscription up again by itself after a break.</summary>
    public async Task StartAsync()
    {
        var subscriber = redis.GetSubscriber();
        ChannelMessageQueue topic;
        try
        {
            topic = await subscriber.SubscribeAsync(SessionKeys.NodeTopic(node.Value));
        }
        catch
        {
            // The client keeps the queue it has made, fills it once Redis is back, and nobody reads it.
            _ = subscriber.UnsubscribeAsync(SessionKeys.NodeTopic(node.Value), flags: CommandFlags.FireAndForget);
            throw;
        }

        // One after the other, as they were said: pieces of a reply that overtake each other are none.
        topic.OnMessage(said => Take(said.Message));
    }

    public async Task StopAsync()
    {
        try
        {
            await redis.GetSubscriber().UnsubscribeAsync(SessionKeys.NodeTopic(node.Value));
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            Log.StoppedAlone(logger, error);
        }
    }

    /// <summary>Tells another node. Neither waits nor fails: whoever misses it reads the transcript.</summary>
    public void Send(string otherNode, SessionId id, LiveEvent live)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(
            new TopicMessage(id, live, WatchedBy: null), SessionJson.Options);
        try
        {
            redis.GetSubscriber().Publish(SessionKeys.NodeTopic(otherNode), message, CommandFlags.FireAndForget);
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            Log.NotSent(logger, error, otherNode);
        }
    }

    /// <summary>What watch.lua says to the node that runs a turn: someone on this node watches.</summary>
    public byte[] WatchMessage(SessionId id) =>
        JsonSerializer.SerializeToUtf8Bytes(new TopicMessage(id, Live: null, node.Value), SessionJson.Options);

    /// <summary>What interrupt.lua says to the node that runs a turn.</summary>
    public static byte[] InterruptMessage(SessionId id, Interruption interruption) =>
        JsonSerializer.SerializeToUtf8Bytes(
        new TopicMessage(id, Live: null, WatchedBy: null) { Interruption = interruption }, SessionJson.Options);

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "A message that cannot be read must not end the subscription; it is logged.")]
    private void Take(RedisValue message)
    {
        try
        {
            var said = JsonSerializer.Deserialize<TopicMessage>((byte[])message!, SessionJson.Options)!;
            if (said.Live is not null)
                _onEvent(said.Session, said.Live);
            if (said.WatchedBy is not null)
                _onWatch(said.Session, said.WatchedBy);
            if (said.Interruption is not null)
                _onInterrupt(said.Session, said.Interruption);
        }
        catch (Exception error)
        {
            Log.MessageRefused(logger, error);
        }
    }

    private sealed record TopicMessage(SessionId Session, LiveEvent? Live, string? WatchedBy)
    {
        public Interruption? Interruption { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A message from another node could not be read")]
        public static partial void MessageRefused(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Node {Node} could not be told of a live event")]
        public static partial void NotSent(ILogger logger, Exception error, string node);

        [LoggerMessage(
            Level = LogLevel.Debug, Message = "The node's topic could not be left: the session store does not answer")]
        public static partial void StoppedAlone(ILogger logger, Exception error);
    }
}
