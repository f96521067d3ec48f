using System.Collections;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// The transcript's tail, each entry read when it is asked for: most turns look at few of them, and reading them all would cost more
/// than everything else the engine does for a turn.
/// </summary>
/// <param name="newestFirst">Elements of an XREVRANGE answer.</param>
internal sealed class LazyEntries(RedisResult[] newestFirst) : IReadOnlyList<Entry>
{
    private readonly Entry?[] _read = new Entry?[newestFirst.Length];

    public int Count => _read.Length;

    /// <summary>Oldest first.</summary>
    public Entry this[int index] => _read[index] ??= StoredEntry.Read(newestFirst[^(index + 1)]);

    public IEnumerator<Entry> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
