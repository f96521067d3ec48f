using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>How an import ended.</summary>
public enum ImportOutcome
{
    /// <summary>The catalogue is what the files say now, but for what could not be read, which is as it was.</summary>
    Imported,

    /// <summary>The files are those of the last import; nothing was touched.</summary>
    Unchanged,

    /// <summary>No file can be read; the catalogue is still the one of the last import.</summary>
    Refused,
}

/// <summary>How an import ended, with what.</summary>
/// <param name="Outcome">Which case.</param>
/// <param name="Products">Products that were read.</param>
/// <param name="Answers">Answered questions that were read, over all languages.</param>
/// <param name="Errors">Which files or records were not taken in, and why; also when the others were.</param>
public sealed record ImportResult(ImportOutcome Outcome, int Products, int Answers, IReadOnlyList<FileError> Errors);

/// <summary>
/// Takes a shop's files into PostgreSQL in one transaction. What has left the files leaves the catalogue; what cannot
/// be read, a file or one record of it, is put aside with its reason (<see cref="CatalogueFault"/>) and stays as it
/// was, and all else is taken in. Nodes that import the same workspace at once do it one after the other, and the later
/// ones find it done.
/// </summary>
public sealed class CatalogueImporter(
    IDbContextFactory<RecordsDbContext> records, IOptions<CatalogueOptions> options, TimeProvider time)
{
    // Raised when the same files are to be read differently than before.
    private const byte ReaderVersion = 5;

    // Tens of thousands of products take their time, and nobody waits for an answer.
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Imports what <paramref name="settings"/> name, unless it is what was imported last.</summary>
    /// <param name="workspace">The shop.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="isForced">Reads the files again, whatever was imported last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImportResult> ImportAsync(
        Workspace workspace, ShopSettings settings, bool isForced, CancellationToken cancellationToken)
    {
        var files = new List<CatalogueFile>();
        foreach (var (name, locale, isFaq) in CatalogueFile.Of(settings))
            files.Add(
                await CatalogueFile.ReadAsync(options.Value.WorkspacesPath, name, locale, isFaq, cancellationToken));

        var hash = Hash(workspace, files);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (!isForced && await IsImportedAsync(db, workspace.Id, hash, cancellationToken))
            return new ImportResult(ImportOutcome.Unchanged, 0, 0, []);

        var reading = CatalogueReading.Read(workspace.Id, workspace.Locale, workspace.Currency, files);
        string[] refusedFaq =
            [.. files.Where(file => file.IsFaq && !reading.Faq.ContainsKey(file.Locale)).Select(file => file.Locale)];
        var isRefused = files.Count > 0 && files.Count == refusedFaq.Length + reading.Untranslated.Count;
        db.Database.SetCommandTimeout(CommandTimeout);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended('catalogue ' || {workspace.Id}, 0))", cancellationToken);
        if (!isForced && await IsImportedAsync(db, workspace.Id, hash, cancellationToken))
            return new ImportResult(ImportOutcome.Unchanged, 0, 0, []);

        await CatalogueStore.ReplaceFaultsAsync(db, workspace.Id, reading.Errors, time.GetUtcNow(), cancellationToken);
        if (!isRefused)
            await StoreAsync(db, workspace.Id, hash, reading, refusedFaq, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (!isRefused)
            await CatalogueStore.ListWordsAsync(db, workspace.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isRefused
            ? new ImportResult(ImportOutcome.Refused, 0, 0, reading.Errors)
            : new ImportResult(
                ImportOutcome.Imported, reading.Products?.Count ?? 0, reading.Faq.Values.Sum(items => items.Count),
                reading.Errors);
    }

    private async Task StoreAsync(
        RecordsDbContext db, string workspace, byte[] hash, CatalogueReading reading,
        IReadOnlyCollection<string> refusedFaq, CancellationToken cancellationToken)
    {
        await CatalogueStore.ReplaceProductsAsync(db, workspace, reading, cancellationToken);
        await CatalogueStore.ReplaceFaqAsync(db, workspace, reading.Faq, refusedFaq, cancellationToken);
        if (await db.CatalogueImports.FindAsync([workspace], cancellationToken) is { } last)
            (last.ContentHash, last.ImportedAt) = (hash, time.GetUtcNow());
        else
            db.CatalogueImports.Add(
                new CatalogueImport { Workspace = workspace, ContentHash = hash, ImportedAt = time.GetUtcNow() });
    }

    private static Task<bool> IsImportedAsync(
        RecordsDbContext db, string workspace, byte[] hash, CancellationToken cancellationToken) =>
        db.CatalogueImports.AsNoTracking()
            .AnyAsync(import => import.Workspace == workspace && import.ContentHash == hash, cancellationToken);

    /// <summary>Over all that decides the outcome: the files, and the workspace's language and currency.</summary>
    private static byte[] Hash(Workspace workspace, IEnumerable<CatalogueFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([ReaderVersion]);
        Append(Encoding.UTF8.GetBytes(workspace.Locale));
        Append(Encoding.UTF8.GetBytes(workspace.Currency));
        foreach (var file in files)
        {
            Append(Encoding.UTF8.GetBytes($"{file.Name} {file.Locale} {file.IsFaq} {file.Fault}"));
            Append(file.Content);
        }

        return hash.GetHashAndReset();

        void Append(byte[] part)
        {
            // With its length before it, so that two parts cannot be cut differently and count as the same.
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part);
        }
    }
}
