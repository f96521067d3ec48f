using System.Collections;
using System.Globalization;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// A part of the transcript, each entry read when it is asked for: most turns look at few of them, and reading them all
/// would cost more than everything else the engine does for a turn.
/// </summary>
internal sealed class LazyEntries : IReadOnlyList<Entry>
{
    private readonly Place[] _places;

    private LazyEntries(Place[] places) => _places = places;

    public static LazyEntries None { get; } = new([]);

    public int Count => _places.Length;

    /// <summary>Oldest first.</summary>
    public Entry this[int index] => _places[index].Read();

    /// <summary>Reads an XREVRANGE answer.</summary>
    public static LazyEntries Of(RedisResult[] newestFirst)
    {
        var places = new Place[newestFirst.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = new Place(newestFirst[^(i + 1)]);
        return new LazyEntries(places);
    }

    /// <summary>Entries that have been read.</summary>
    public static LazyEntries Of(IReadOnlyList<Entry> entries)
    {
        var places = new Place[entries.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = new Place(entries[i]);
        return new LazyEntries(places);
    }

    /// <summary>The place of the oldest; null where there is none.</summary>
    public long? First => _places is [var oldest, ..] ? oldest.Seq : null;

    /// <summary>About how many bytes their words take up.</summary>
    public long Size => _places.Sum(place => place.Size);

    /// <summary>These and, after them, those that came later: the newest of both, as many as are wanted.</summary>
    public LazyEntries With(LazyEntries newer, int most)
    {
        if (newer.Count >= most)
            return newer;
        var kept = Math.Min(Count, most - newer.Count);
        return new LazyEntries([.. _places.AsSpan(Count - kept), .. newer._places]);
    }

    public IEnumerator<Entry> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One entry, as Redis gave it until it is read. Reading it twice at once reads the same twice.</summary>
    private sealed class Place
    {
        private RedisResult? _stored;
        private Entry? _read;

        public Place(RedisResult stored) => _stored = stored;

        public Place(Entry read) => _read = read;

        public long Seq => Volatile.Read(ref _read)?.Seq ?? SeqOf(Volatile.Read(ref _stored)) ?? _read!.Seq;

        public long Size => Volatile.Read(ref _stored) is { } stored
            ? ((RedisValue)((RedisResult[])((RedisResult[])stored!)[1]!)[^1]).Length()
            : Volatile.Read(ref _read)!.Text.Length;

        public Entry Read()
        {
            if (Volatile.Read(ref _read) is { } read)
                return read;
            if (Volatile.Read(ref _stored) is not { } stored)
                return _read!;
            var entry = StoredEntry.Read(stored);
            Volatile.Write(ref _read, entry);
            Volatile.Write(ref _stored, null);
            return entry;
        }

        private static long? SeqOf(RedisResult? stored)
        {
            if (stored is null)
                return null;
            var id = (string)((RedisResult[])stored!)[0]!;
            return long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        }
    }
}
