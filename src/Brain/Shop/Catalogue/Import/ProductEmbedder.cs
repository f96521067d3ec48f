using Gateway.Brain.Embeddings;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Tables;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Embeds the shops' products in the background, batch by batch, where an embedding model is configured: what has no
/// vector, that of another text, or that of another model. Each batch is stored before the next is asked for, so a pass
/// that ends early is taken up where it ended, by whichever node; one at a time embeds a workspace. A service that
/// fails costs nothing but the vectors, and is asked less and less often.
/// </summary>
internal sealed partial class ProductEmbedder(
    IDbContextFactory<RecordsDbContext> records, IWorkspaces workspaces, TimeProvider time,
    ILogger<ProductEmbedder> logger, EmbeddingModel? model = null)
    : BackgroundService
{
    // After so many batches that it refused the service is taken to refuse all.
    private const int MostRefused = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(60);

    // Of which import each workspace was embedded to its end.
    private readonly Dictionary<string, byte[]> _done = new(StringComparer.Ordinal);
    private int _dimensions;

    /// <summary>Embeds what is to be embedded now. Not to be called by two at once.</summary>
    /// <returns>Whether nothing is left to do; false where the service failed, or another node is at it.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (model is null)
            return true;
        string[] shops = [.. workspaces.All
            .Where(workspace => workspace.Solution == ShopSettings.Solution)
            .Select(workspace => workspace.Id)];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var imports = await db.CatalogueImports.AsNoTracking()
            .Where(import => shops.Contains(import.Workspace))
            .Select(import => new { import.Workspace, import.ContentHash })
            .ToListAsync(cancellationToken);
        db.Database.SetCommandTimeout(CommandTimeout);
        var isDone = true;
        foreach (var import in imports)
        {
            if (_done.TryGetValue(import.Workspace, out var done) && done.AsSpan().SequenceEqual(import.ContentHash))
                continue;
            var pass = await EmbedAsync(model, db, import.Workspace, import.ContentHash, cancellationToken);
            isDone &= pass == Pass.Whole;
            // The others' texts would fare no better.
            if (pass == Pass.Down)
                break;
        }

        return isDone;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (model is null)
            return;
        var wait = LookEvery;
        while (true)
        {
            try
            {
                wait = await LookAsync(stoppingToken) ? LookEvery : wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
            catch (Exception fault)
                when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                Log.Failed(logger, fault);
            }

            await Task.Delay(wait, time, stoppingToken);
        }
    }

    private async Task<Pass> EmbedAsync(
        EmbeddingModel service, RecordsDbContext db, string workspace, byte[] import,
        CancellationToken cancellationToken)
    {
        var (after, size, refused, isWhole, stored) = ((0L, ""), service.BatchSize, 0, true, 0);
        while (refused < MostRefused)
        {
            var batch = await EmbedNextAsync(service, db, workspace, after, size, cancellationToken);
            if (batch.IsEnd)
            {
                if (isWhole)
                    _done[workspace] = import;
                if (stored > 0)
                    Log.Embedded(logger, workspace, stored, isWhole);
                return isWhole ? Pass.Whole : Pass.Part;
            }

            if (batch.IsBusy)
                return Pass.Part;
            if (batch.IsStored)
            {
                // Of a model that has another length by now all is embedded anew, from the first on.
                refused += batch.IsOtherLength ? 1 : 0;
                (after, size) = (batch.IsOtherLength ? (0, "") : batch.Last, service.BatchSize);
                stored += batch.Count;
                continue;
            }

            if (!batch.IsRefused)
            {
                Log.GivenUp(logger, workspace, stored);
                return Pass.Down;
            }

            // What one text spoils is found by asking for fewer; it is left out until the next look.
            refused++;
            isWhole = false;
            if (size == 1)
                after = batch.Last;
            size = Math.Max(1, size / 2);
        }

        Log.RefusesAll(logger, workspace, stored);
        return Pass.Part;
    }

    private async Task<Batch> EmbedNextAsync(
        EmbeddingModel service, RecordsDbContext db, string workspace, (long Id, string Locale) after, int size,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var isOwn = await db.Database.SqlQuery<bool>(
            $"SELECT pg_try_advisory_xact_lock(hashtextextended('vectors ' || {workspace}, 0)) AS \"Value\"")
            .SingleAsync(cancellationToken);
        if (!isOwn)
            return new Batch { IsBusy = true };
        var texts = await VectorQueries.FindPendingAsync(
            db, workspace, service.Name, _dimensions, after, size, cancellationToken);
        if (texts.Count == 0)
            return new Batch { IsEnd = true };
        var batch = new Batch { Count = texts.Count, Last = (texts[^1].ProductId, texts[^1].Locale) };
        // What is not translated stands there in both languages, one behind the other.
        var words = new Numbering<string>(StringComparer.Ordinal);
        int[] wordsOf = [.. texts.Select(text => words.Of(text.Words))];
        var embedded = await service.EmbedTextsAsync(words.All, cancellationToken);
        if (embedded.Vectors is not { } vectors)
            return batch with { IsRefused = embedded.IsRefused };
        var isOther = vectors[0].Length != _dimensions;
        _dimensions = vectors[0].Length;
        await VectorQueries.StoreAsync(
            db, service.Name, texts, [.. wordsOf.Select(of => vectors[of])], time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // What the other workspaces have may be of the length before.
        if (isOther)
            _done.Clear();
        return batch with { IsStored = true, IsOtherLength = isOther };
    }

    private enum Pass
    {
        Whole,
        Part,
        Down,
    }

    private sealed record Batch
    {
        public bool IsEnd { get; init; }

        public bool IsBusy { get; init; }

        public bool IsStored { get; init; }

        public bool IsRefused { get; init; }

        public bool IsOtherLength { get; init; }

        public int Count { get; init; }

        public (long Id, string Locale) Last { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information, "{Texts} texts of {Workspace} were embedded; all there are: {IsWhole}")]
        public static partial void Embedded(ILogger logger, string workspace, int texts, bool isWhole);

        [LoggerMessage(
            2, LogLevel.Warning,
            "The embedding model does not answer: of {Workspace} {Texts} texts were embedded, the others wait")]
        public static partial void GivenUp(ILogger logger, string workspace, int texts);

        [LoggerMessage(
            4, LogLevel.Warning,
            "The embedding model refuses what it is given: of {Workspace} {Texts} texts were embedded, others wait")]
        public static partial void RefusesAll(ILogger logger, string workspace, int texts);

        [LoggerMessage(3, LogLevel.Warning, "Products could not be embedded and will be tried again")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
