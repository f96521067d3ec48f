namespace Gateway.Sessions.Engine;

/// <summary>What a <see cref="ShardSweep{TLease}"/> looks after. None of it throws but the first two.</summary>
/// <typeparam name="TLease">The right to do one piece of it.</typeparam>
public interface IShardWork<TLease>
{
    /// <summary>The shards in which something is due, by as few calls as can be: it is asked all the time.</summary>
    Task<IReadOnlyList<int>> FindDueAsync();

    /// <summary>Takes up what is due in a shard.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="most">How many at the most.</param>
    Task<IReadOnlyList<TLease>> ClaimAsync(int shard, int most);

    /// <summary>Does what was taken up.</summary>
    Task RunAsync(TLease lease);

    /// <summary>Gives up what was granted when this node had begun to stop.</summary>
    Task HandBackAsync(TLease lease);
}
