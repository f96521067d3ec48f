using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Sessions.Live;

/// <summary>
/// What happens in a workspace's sessions, on whichever node: for consoles and webhooks. It is written down with what
/// happens, so that a follower who was away goes on at their cursor and misses nothing. Of one session events come in
/// order; of several, by time as closely as Redis's clocks agree. A follower asks Redis when something happened; share
/// one among those who follow the same workspace on a node.
/// </summary>
public sealed class WorkspaceFeed(RedisDoor redis, TimeProvider clock)
{
    private const int AtOnce = 200;

    // What rings is for speed alone: whatever was not rung for is found at the next look.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>The place after all that has happened so far.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<FeedCursor> NowAsync()
    {
        var newest = await redis.AskAllAsync(database => Enumerable.Range(0, SessionKeys.Shards)
            .Select(
                shard => database.StreamRangeAsync(SessionKeys.Feed(shard), count: 1, messageOrder: Order.Descending)));
        return FeedCursor.Of(newest.Select(found => found is [var entry] ? (string?)entry.Id : null));
    }

    /// <summary>Follows a workspace until it is cancelled, or Redis does not answer.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="after">Where to go on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer: go on at the last event's
    /// cursor.</exception>
    public async IAsyncEnumerable<FeedEvent> FollowAsync(
        string workspace, FeedCursor after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var rung = new SemaphoreSlim(0);
        var isDue = Enumerable.Repeat(true, SessionKeys.Shards).ToArray();
        var topic = await redis.AskAsync(
            _ => redis.Connection.GetSubscriber().SubscribeAsync(SessionKeys.FeedTopic), cancellationToken);
        topic.OnMessage(said =>
        {
            if (ShardOf((string?)said.Message) is not { } shard)
                return;
            Volatile.Write(ref isDue[shard], true);
            if (rung.CurrentCount == 0)
                rung.Release();
        });
        try
        {
            if (await HasMissedAsync(after))
                yield return new FeedEvent(FeedKind.Missed, default, clock.GetUtcNow()) { Cursor = after };
            while (true)
            {
                var due = Enumerable.Range(0, SessionKeys.Shards)
                    .Where(shard => Interlocked.Exchange(ref isDue[shard], false))
                    .ToArray();
                var found = await ReadAsync(due, after);
                foreach (var (shard, entry) in found.OrderBy(one => MsOf(one.Entry)).ThenBy(one => one.Shard))
                {
                    after = after.At(shard, entry.Id!);
                    if (Read(entry, workspace, after) is { } happened)
                        yield return happened;
                }

                foreach (var shard in found.GroupBy(one => one.Shard).Where(group => group.Count() == AtOnce))
                    isDue[shard.Key] = true;
                if (isDue.Contains(true))
                    continue;
                if (!await rung.WaitAsync(LookEvery, cancellationToken))
                    Array.Fill(isDue, true);
            }
        }
        finally
        {
            await topic.UnsubscribeAsync(CommandFlags.FireAndForget);
        }
    }

    private async Task<List<(int Shard, StreamEntry Entry)>> ReadAsync(int[] shards, FeedCursor after)
    {
        var found = await redis.AskAllAsync(database => shards.Select(
            shard => database.StreamRangeAsync(SessionKeys.Feed(shard), "(" + after[shard], count: AtOnce)));
        return [.. shards.Zip(found).SelectMany(one => one.Second, (one, entry) => (one.First, entry))];
    }

    /// <summary>
    /// Whether something may have been forgotten that came after the cursor. The oldest goes first: as long as what
    /// stands at the cursor is there, all behind it is.
    /// </summary>
    private async Task<bool> HasMissedAsync(FeedCursor after) =>
        (await redis.AskAllAsync(database => Enumerable.Range(0, SessionKeys.Shards)
            .Select(shard => HasMissedAsync(database, shard, after[shard])))).Contains(true);

    private static async Task<bool> HasMissedAsync(IDatabase database, int shard, string after)
    {
        if (after != FeedCursor.Start[shard])
            return await database.StreamRangeAsync(SessionKeys.Feed(shard), after, after, count: 1) is [];
        try
        {
            var told = (await database.ExecuteAsync("XINFO", "STREAM", SessionKeys.Feed(shard))).ToDictionary();
            return (long)told["entries-added"] > (long)told["length"];
        }
        catch (RedisServerException)
        {
            // Nothing has happened in that shard: there is no such stream.
            return false;
        }
    }

    // Each id is <ms>-<number>.
    private static ulong MsOf(StreamEntry entry)
    {
        var id = (string)entry.Id!;
        return ulong.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// What <c>tell</c> of shared.lua wrote; null when it is another workspace's, or something else stands there.
    /// </summary>
    private static FeedEvent? Read(StreamEntry entry, string workspace, FeedCursor cursor) =>
        ((string?)entry["is"])?.Split(
        '|', 8) is [var what, var id, var isNew, var from, var to, var turn, var state, var of] && of == workspace
            && SessionId.TryParse(id, out var session)
            && Enum.TryParse<FeedKind>(what, ignoreCase: true, out var kind)
            && SessionStatuses.TryParse(state, out var status)
            ? new FeedEvent(kind, session, DateTimeOffset.FromUnixTimeMilliseconds((long)MsOf(entry)))
            {
                IsNew = isNew.Length > 0,
                FromSeq = long.Parse(from, CultureInfo.InvariantCulture),
                ToSeq = long.Parse(to, CultureInfo.InvariantCulture),
                Turn = turn.Length == 0 ? null : long.Parse(turn, CultureInfo.InvariantCulture),
                Status = status,
                Cursor = cursor,
            }
            : null;

    private static int? ShardOf(string? tag)
    {
        for (var shard = 0; tag is not null && shard < SessionKeys.Shards; shard++)
        {
            if (SessionKeys.Tag(shard) == tag)
                return shard;
        }

        return null;
    }
}
