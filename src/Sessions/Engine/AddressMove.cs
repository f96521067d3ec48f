using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Gives what earlier versions wrote to Redis its names of today: keys that had addresses in their names, and the sets
/// of sessions by contact, which there were none of. It may end anywhere and be begun again, by any node: what has its
/// name is left alone. Nothing is missed meanwhile, and afterwards no command is spent on it any more.
/// </summary>
internal sealed partial class AddressMove(
    RedisDoor redis, AddressNames names, IEnumerable<FormerNames> former, NodeId node, TimeProvider clock,
    ILogger<AddressMove> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private const int PageSize = 1_000;

    // So few that a start may wait for them.
    private const int FewKeys = 5_000;

    private static readonly LuaScript Settled = LuaScript.Load("settled");
    private static readonly LuaScript Index = LuaScript.Load("index");

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // By then each node has looked that had not heard that the old names are not written any more.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly FormerNames[] _former = [.. former];

    /// <summary>A Redis with little in it is ready at once.</summary>
    /// <exception cref="ConfigurationException">The names in Redis were made with another key.</exception>
    [SuppressMessage(
        "Design", "CA1031", Justification = "A start waits for nothing: the loop does what could not be done now.")]
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (redis.Connection.IsConnected)
            {
                // Where there was no word yet no node has taken the old names for those in use.
                if (await names.LookAsync() && !names.AreOld && await CountAsync() <= FewKeys)
                    await MoveAsync(cancellationToken);
                await names.ReadyAsync();
            }
        }
        catch (Exception error) when (error is not ConfigurationException && !cancellationToken.IsCancellationRequested)
        {
            Log.Later(logger, error);
        }

        await base.StartAsync(cancellationToken);
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The loop's boundary: what was not moved now is moved later, and found until then.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? since = null;
        while (!names.AreMoved)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
                return;
            try
            {
                await names.ReadyAsync();
                await names.LookAsync();
                since = names.AreOld ? null : since ?? clock.GetTimestamp();
                if (!names.AreMoved && since is { } settling && clock.GetElapsedTime(settling) >= Settles)
                    await MoveAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.Later(logger, error);
            }
        }
    }

    /// <summary>Goes over all keys once; nothing, where another node does.</summary>
    internal async Task MoveAsync(CancellationToken cancellationToken)
    {
        if (!await redis.AskAsync(
            database => database.LockTakeAsync(SessionKeys.Mover, node.Value, Lease), cancellationToken))
            return;
        try
        {
            var hash = await names.ReadyAsync();
            var (begun, moved) = (clock.GetTimestamp(), 0);
            foreach (var server in redis.Connection.GetServers().Where(server => !server.IsReplica))
            {
                await foreach (var keys in server.KeysAsync(pageSize: PageSize)
                    .Chunk(AtOnce)
                    .WithCancellation(cancellationToken))
                {
                    moved += (await Task.WhenAll(keys.Select(key => MoveAsync(hash, key)))).Count(was => was);
                    await redis.AskAsync(
                        database => database.LockExtendAsync(SessionKeys.Mover, node.Value, Lease), cancellationToken);
                }
            }

            await names.FinishAsync();
            var took = clock.GetElapsedTime(begun);
            if (moved > 0)
                Log.Moved(logger, moved, took);
        }
        catch (Exception error)
            when (SessionStoreUnavailableException.IsCause(error) && !cancellationToken.IsCancellationRequested)
        {
            throw new SessionStoreUnavailableException(error);
        }
        finally
        {
            await redis.AskAsync(
                database => database.LockReleaseAsync(SessionKeys.Mover, node.Value), CancellationToken.None);
        }
    }

    private async Task<long> CountAsync()
    {
        var counts = redis.Connection.GetServers().Where(server => server is { IsReplica: false, IsConnected: true })
            .Select(server => server.DatabaseSizeAsync());
        return (await redis.AskAllAsync(_ => counts)).Sum();
    }

    /// <summary>Whether it was a key of an earlier version.</summary>
    private async Task<bool> MoveAsync(AddressHash hash, RedisKey key)
    {
        var name = key.ToString();
        if (SessionKeys.TryReadSession(name, out var session))
            return await IndexAsync(hash, session);
        if (SessionKeys.Former.TryReadShard(name, hash, out var shard, out var now))
        {
            await names.RunAsync(Settled, [now], [], [(now, key)], shard);
            return true;
        }

        foreach (var kind in _former)
        {
            if (name.StartsWith(kind.Prefix, StringComparison.Ordinal)
                && kind.Now(hash, name[kind.Prefix.Length..]) is { } other)
            {
                await BringAsync(key, other);
                return true;
            }
        }

        return false;
    }

    /// <summary>Outside the shards the two names may be in different slots.</summary>
    private async Task BringAsync(RedisKey from, RedisKey to)
    {
        if (await redis.AskAsync(database => database.KeyDumpAsync(from)) is not { } dumped)
            return;
        var lives = await redis.AskAsync(database => database.KeyTimeToLiveAsync(from));
        try
        {
            await redis.AskAsync(async database =>
            {
                await database.KeyRestoreAsync(to, dumped, lives);
                return true;
            });
        }
        catch (RedisServerException error) when (error.Message.StartsWith("BUSYKEY", StringComparison.Ordinal))
        {
            // What was written since under the name of today stands.
        }

        await redis.AskAsync(database => database.KeyDeleteAsync(from));
    }

    private async Task<bool> IndexAsync(AddressHash hash, SessionId id)
    {
        var fields = await redis.AskAsync(database => database.HashGetAsync(
            SessionKeys.Session(id), ["people", "workspace", "channel", "address", "line", "contact"]));
        if (fields[0].HasValue || fields[1].IsNull || fields[3].IsNull)
            return false;
        var (workspace, channel, address) = ((string)fields[1]!, (string)fields[2]!, (string)fields[3]!);
        RedisValue person = hash.Of(SessionKeys.Person(workspace, channel, SessionKeys.OnLine(fields[4], address)));
        RedisValue[] people = fields[5].IsNull
            ? [person]
            : [person, hash.Of(SessionKeys.Contact(workspace, fields[5]!))];
        await redis.RunAsync(Index, [SessionKeys.Session(id)], [SessionKeys.Tag(id.Shard), id.Value, .. people]);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Keys} keys of an earlier version have got their names of today, in {Time}")]
        public static partial void Moved(ILogger logger, int keys, TimeSpan time);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Keys of an earlier version get their names of today later; they are found until then")]
        public static partial void Later(ILogger logger, Exception error);
    }
}
