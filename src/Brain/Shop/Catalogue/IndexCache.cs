using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps what was read of each workspace and language in memory, up to a bound: beyond it those go that were not asked
/// for longest, and are read again when somebody asks. Each read asks the database, by primary key, whether an import
/// has come since, on whichever node: what has left the catalogue is never found again. Safe for use by many at once.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class IndexCache<T>
{
    // An index of tens of thousands of products takes its time; it is read for all who wait, and longer than they do.
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);

    private static readonly Func<RecordsDbContext, string, Task<byte[]?>> HashOf = EF.CompileAsyncQuery(
        (RecordsDbContext db, string workspace) => db.Set<CatalogueImport>()
            .Where(import => import.Workspace == workspace)
            .Select(import => import.ContentHash)
            .SingleOrDefault());

    private readonly IDbContextFactory<RecordsDbContext> _records;
    private readonly long _mostBytes;
    private readonly Func<RecordsDbContext, string, string, Task<(T Value, long Bytes)>> _read;
    private readonly IndexMeter _meter;
    private readonly ConcurrentDictionary<(string Workspace, string Locale), Lazy<Task<Kept?>>> _reads = [];
    private readonly ConcurrentDictionary<(string Workspace, string Locale), Kept> _kept = [];
    private readonly Lock _gate = new();
    private long _bytes;
    private long _asked;

    /// <summary>Keeps nothing yet.</summary>
    /// <param name="records">Where it is read from.</param>
    /// <param name="kind">What is kept, as the metrics name it.</param>
    /// <param name="mostBytes">How much is kept; what was asked last is kept even when it alone is more.</param>
    /// <param name="meters">Where the metrics go.</param>
    /// <param name="read">Reads what is kept of a workspace in a language, and tells how much memory it takes.</param>
    public IndexCache(
        IDbContextFactory<RecordsDbContext> records, string kind, long mostBytes, IMeterFactory meters,
        Func<RecordsDbContext, string, string, Task<(T Value, long Bytes)>> read)
    {
        (_records, _mostBytes, _read) = (records, mostBytes, read);
        _meter = new IndexMeter(meters, kind, () => Bytes);
    }

    /// <summary>How much is kept, in bytes, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What was read last, however long ago; null where nothing is kept.</summary>
    public Kept? Known(string workspace, string locale)
    {
        if (!_kept.TryGetValue((workspace, locale), out var kept))
            return null;
        kept.LastAsked = Interlocked.Increment(ref _asked);
        return kept;
    }

    /// <summary>What stands in the database now; null where nothing was ever imported.</summary>
    public async Task<Kept?> GetAsync(string workspace, string locale, CancellationToken cancellationToken)
    {
        byte[]? hash;
        await using (var db = await _records.CreateDbContextAsync(cancellationToken))
            hash = await HashOf(db, workspace).WaitAsync(cancellationToken);
        if (hash is null)
            return null;
        return Known(workspace, locale) is { } known && known.ContentHash.AsSpan().SequenceEqual(hash)
            ? known
            : await ReadAsync(workspace, locale).WaitAsync(cancellationToken);
    }

    /// <summary>Reads it anew. However many ask at once, it is read once, and goes on when they give up: what takes a
    /// moment alone takes each of a hundred as long as all.</summary>
    public Task<Kept?> ReadAsync(string workspace, string locale) => _reads.GetOrAdd(
        (workspace, locale), key => new Lazy<Task<Kept?>>(() => Task.Run(async () =>
        {
            try
            {
                return await ReadAndKeepAsync(key);
            }
            finally
            {
                _reads.TryRemove(key, out _);
            }
        }))).Value;

    private async Task<Kept?> ReadAndKeepAsync((string Workspace, string Locale) key)
    {
        var started = Stopwatch.GetTimestamp();
        await using var db = await _records.CreateDbContextAsync();
        // An import between the two queries makes what is read newer than the hash, and the next read replaces it.
        if (await HashOf(db, key.Workspace) is not { } hash)
            return null;
        db.Database.SetCommandTimeout(CommandTimeout);
        var (value, bytes) = await _read(db, key.Workspace, key.Locale);
        _meter.Read(Stopwatch.GetElapsedTime(started));
        var kept = new Kept(hash, value, bytes) { LastAsked = Interlocked.Increment(ref _asked) };
        Keep(key, kept);
        return kept;
    }

    private void Keep((string Workspace, string Locale) key, Kept kept)
    {
        lock (_gate)
        {
            var bytes = _bytes + kept.Bytes;
            if (_kept.TryGetValue(key, out var before))
                bytes -= before.Bytes;
            _kept[key] = kept;
            while (bytes > _mostBytes && _kept.Count > 1)
            {
                var (oldest, given) = _kept.Where(other => other.Key != key).MinBy(other => other.Value.LastAsked);
                _kept.TryRemove(oldest, out _);
                bytes -= given.Bytes;
                _meter.Evict();
            }

            Interlocked.Exchange(ref _bytes, bytes);
        }
    }

    /// <summary>What is kept of a workspace in a language.</summary>
    /// <param name="ContentHash">Of the import that it was read after.</param>
    /// <param name="Value">What was read.</param>
    /// <param name="Bytes">How much memory it takes, about.</param>
    internal sealed record Kept(byte[] ContentHash, T Value, long Bytes)
    {
        /// <summary>The higher, the later it was asked for.</summary>
        public long LastAsked { get; set; }
    }
}
