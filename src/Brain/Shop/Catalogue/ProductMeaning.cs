using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Brain.Embeddings;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Meaning;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Finds the products that are about what somebody means, whatever words they use, where an embedding model is
/// configured. Nobody waits for vectors: what is not in memory yet is read in the background, and what has come since
/// is looked for there every few seconds; the search does without meanwhile.
/// </summary>
internal sealed partial class ProductMeaning
{
    private const int MostLetters = 1_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly EmbeddingModel? _model;
    private readonly IDbContextFactory<RecordsDbContext> _records;
    private readonly TimeProvider _time;
    private readonly ILogger<ProductMeaning> _logger;
    private readonly IndexCache<VectorIndex> _indexes;

    // When each was looked for last, and the look that goes on.
    private readonly ConcurrentDictionary<(string Workspace, string Locale), (DateTimeOffset At, Task Look)> _looks =
        [];

    /// <summary>Keeps nothing yet; without a model nothing is ever found.</summary>
    public ProductMeaning(
        IDbContextFactory<RecordsDbContext> records, IOptions<CatalogueOptions> options, IMeterFactory meters,
        TimeProvider time, ILogger<ProductMeaning> logger, EmbeddingModel? model = null)
    {
        (_model, _records, _time, _logger) = (model, records, time, logger);
        _indexes = new IndexCache<VectorIndex>(
            records, "vectors", options.Value.VectorBytes, meters, async (db, workspace, locale) =>
            {
                var index = await VectorQueries.ReadAsync(db, workspace, locale, model!.Name);
                return (index, index.Bytes);
            });
    }

    /// <summary>The products nearest to what somebody means, of those whose vectors are known by now.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language of the products' texts.</param>
    /// <param name="message">The words, of which the first 1,000 letters count.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<NearProducts> FindAsync(
        string workspace, string locale, string message, int limit, CancellationToken cancellationToken)
    {
        if (_model is null)
            return NearProducts.None;
        Look(_model, workspace, locale);
        var text = WellFormed.Cut(message.Trim(), MostLetters);
        if (text.Length == 0 || _indexes.Known(workspace, locale)?.Value is not { Dimensions: > 0 } index)
            return NearProducts.None;
        return await _model.EmbedQueryAsync(text, cancellationToken) is { } asked
            ? index.Nearest(asked, limit)
            : NearProducts.None;
    }

    /// <summary>Ends when what is being read was read.</summary>
    public Task ReadAsync() => Task.WhenAll(_looks.Values.Select(look => look.Look));

    private void Look(EmbeddingModel model, string workspace, string locale)
    {
        var now = _time.GetUtcNow();
        var key = (workspace, locale);
        if (_looks.TryGetValue(key, out var last) && (!last.Look.IsCompleted || now - last.At < LookEvery))
            return;
        var started = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        var look = (now, started.Task.Unwrap());
        var isOwn = last.Look is null ? _looks.TryAdd(key, look) : _looks.TryUpdate(key, look, last);
        // Who was first reads for all.
        if (isOwn)
            started.SetResult(Task.Run(() => ReadChangedAsync(model, workspace, locale)));
    }

    private async Task ReadChangedAsync(EmbeddingModel model, string workspace, string locale)
    {
        try
        {
            if (_indexes.Known(workspace, locale)?.Value is { } known)
            {
                await using var db = await _records.CreateDbContextAsync();
                if (await VectorQueries.FindStateAsync(db, workspace, locale, model.Name) == known.State)
                    return;
            }

            await _indexes.ReadAsync(workspace, locale);
        }
        catch (Exception fault)
        {
            // The words find what they find; the next look reads again.
            Log.NotRead(_logger, fault, workspace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The vectors of {Workspace} could not be read; the search does without")]
        public static partial void NotRead(ILogger logger, Exception fault, string workspace);
    }
}
