using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>How an import ended.</summary>
public enum ImportOutcome
{
    /// <summary>The catalogue is what the files say now.</summary>
    Imported,

    /// <summary>The files are those of the last import; nothing was touched.</summary>
    Unchanged,

    /// <summary>A file has errors; the catalogue is still the one of the last import.</summary>
    Refused,
}

/// <summary>How an import ended, with what.</summary>
/// <param name="Outcome">Which case.</param>
/// <param name="Products">Products that were read.</param>
/// <param name="Answers">Answered questions that were read, over all languages.</param>
/// <param name="Errors">Why it was refused.</param>
public sealed record ImportResult(ImportOutcome Outcome, int Products, int Answers, IReadOnlyList<FileError> Errors);

/// <summary>
/// Takes a shop's files into PostgreSQL: in one transaction, or not at all. What has left the files leaves the catalogue. Nodes that import the
/// same workspace at once do it one after the other, and the later ones find it done.
/// </summary>
public sealed class CatalogueImporter(
    IDbContextFactory<RecordsDbContext> records, IOptions<CatalogueOptions> options, TimeProvider time)
{
    // Raised when the same files are to be read differently than before.
    private const byte ReaderVersion = 2;

    // Tens of thousands of products take their time, and nobody waits for an answer.
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Imports what <paramref name="settings"/> name, unless it is what was imported last.</summary>
    public async Task<ImportResult> ImportAsync(Workspace workspace, ShopSettings settings, CancellationToken cancellationToken)
    {
        var files = new List<CatalogueFile>();
        foreach (var (name, locale, isFaq) in CatalogueFile.Of(settings))
            files.Add(await CatalogueFile.ReadAsync(options.Value.WorkspacesPath, name, locale, isFaq, cancellationToken));

        var hash = Hash(workspace, files);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await IsImportedAsync(db, workspace.Id, hash, cancellationToken))
            return new ImportResult(ImportOutcome.Unchanged, 0, 0, []);

        var reading = CatalogueReading.Read(workspace.Id, workspace.Locale, workspace.Currency, files);
        return reading.Errors.Count > 0
            ? new ImportResult(ImportOutcome.Refused, 0, 0, reading.Errors)
            : await StoreAsync(db, workspace.Id, hash, reading, cancellationToken);
    }

    private async Task<ImportResult> StoreAsync(
        RecordsDbContext db, string workspace, byte[] hash, CatalogueReading reading, CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(CommandTimeout);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('catalogue ' || {workspace}, 0))", cancellationToken);
        if (await IsImportedAsync(db, workspace, hash, cancellationToken))
            return new ImportResult(ImportOutcome.Unchanged, 0, 0, []);

        await CatalogueStore.ReplaceProductsAsync(db, workspace, reading.Products, cancellationToken);
        await CatalogueStore.ReplaceFaqAsync(db, workspace, reading.Faq, cancellationToken);
        if (await db.CatalogueImports.FindAsync([workspace], cancellationToken) is { } last)
            (last.ContentHash, last.ImportedAt) = (hash, time.GetUtcNow());
        else
            db.CatalogueImports.Add(new CatalogueImport { Workspace = workspace, ContentHash = hash, ImportedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        await CatalogueStore.ListWordsAsync(db, workspace, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ImportResult(ImportOutcome.Imported, reading.Products.Count, reading.Faq.Values.Sum(items => items.Count), []);
    }

    private static Task<bool> IsImportedAsync(RecordsDbContext db, string workspace, byte[] hash, CancellationToken cancellationToken) =>
        db.CatalogueImports.AsNoTracking().AnyAsync(import => import.Workspace == workspace && import.ContentHash == hash, cancellationToken);

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
