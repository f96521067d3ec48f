using System.Diagnostics.Metrics;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Answers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps the answered questions of each workspace and language in memory, ready to be asked. At most
/// <see cref="CatalogueOptions.AnswerMegabytes"/> are kept.
/// </summary>
public sealed class AnswerCache
{
    // A shop with more text than this is searched by the database, at two bytes a letter.
    private const int MostBytes = 1_000_000;

    // That a shop has too much is to be kept as well.
    private const long BytesOfNone = 100;

    private readonly IDbContextFactory<RecordsDbContext> _records;
    private readonly IndexCache<AnswerIndex?> _indexes;

    /// <summary>Keeps nothing yet.</summary>
    public AnswerCache(
        IDbContextFactory<RecordsDbContext> records, IOptions<CatalogueOptions> options, IMeterFactory meters)
    {
        _records = records;
        _indexes = new IndexCache<AnswerIndex?>(
            records, "answers", options.Value.AnswerBytes, meters, async (db, workspace, locale) =>
            {
                var index = await ReadAsync(db, workspace, locale, CancellationToken.None);
                return (index, index?.Bytes ?? BytesOfNone);
            });
    }

    /// <summary>The entries, ready to be asked; null when they are too many to be kept in memory.</summary>
    internal async Task<AnswerIndex?> GetAsync(string workspace, string locale, CancellationToken cancellationToken)
    {
        if (await _indexes.GetAsync(workspace, locale, cancellationToken) is { } kept)
            return kept.Value;
        // Nothing was ever imported for a workspace that is not there: it is not worth a place.
        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, workspace, locale, cancellationToken);
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
}
