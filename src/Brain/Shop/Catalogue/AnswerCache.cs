using System.Collections.Concurrent;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Answers;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps the answered questions of each workspace and language in memory, ready to be asked. Each read asks the
/// database, by primary key, whether an import has come since, on whichever node. At most 256 are kept; beyond that the
/// one goes that was not asked for longest.
/// </summary>
public sealed class AnswerCache(IDbContextFactory<RecordsDbContext> records)
{
    private const int MostKept = 256;

    // A shop with more text than this is searched by the database, at two bytes a letter.
    private const int MostBytes = 1_000_000;

    private readonly ConcurrentDictionary<(string Workspace, string Locale), Kept> _kept = new();
    private long _asked;

    /// <summary>The entries, ready to be asked; null when they are too many to be kept in memory.</summary>
    internal async Task<AnswerIndex?> GetAsync(string workspace, string locale, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var hash = await db.CatalogueImports.AsNoTracking()
            .Where(import => import.Workspace == workspace)
            .Select(import => import.ContentHash)
            .SingleOrDefaultAsync(cancellationToken) ?? [];
        var key = (workspace, locale);
        if (_kept.TryGetValue(key, out var kept) && kept.ContentHash.AsSpan().SequenceEqual(hash))
        {
            kept.LastAsked = Interlocked.Increment(ref _asked);
            return kept.Index;
        }

        // An import between the two queries makes the entries newer than the hash, and the next read replaces them.
        var index = await ReadAsync(db, workspace, locale, cancellationToken);
        // Nothing was ever imported for a workspace that is not there: it is not worth a place.
        if (hash.Length == 0)
            return index;
        _kept[key] = new Kept(hash, index) { LastAsked = Interlocked.Increment(ref _asked) };
        while (_kept.Count > MostKept)
            _kept.TryRemove(_kept.MinBy(other => other.Value.LastAsked).Key, out _);
        return index;
    }

    private static async Task<AnswerIndex?> ReadAsync(
        RecordsDbContext db, string workspace, string locale, CancellationToken cancellationToken)
    {
        var entries = db.FaqEntries.AsNoTracking()
            .Where(entry => entry.Workspace == workspace && entry.Locale == locale);
        var letters = await entries.SumAsync(
            entry => entry.Question.Length + entry.Answer.Length, cancellationToken);
        if (letters * sizeof(char) > MostBytes)
            return null;
        var read = await entries.OrderBy(entry => entry.Position).ToListAsync(cancellationToken);
        return new AnswerIndex(
            [.. read.Select(entry => new AnswerSource(
                entry.Question, entry.Ways, entry.Answer, AnswerAbout.Read(entry.About)))],
            locale, AnswerModel.Embedded);
    }

    private sealed record Kept(byte[] ContentHash, AnswerIndex? Index)
    {
        public long LastAsked { get; set; }
    }
}
