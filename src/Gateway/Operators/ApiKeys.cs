using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Operators;

/// <summary>The keys to the HTTP API. Only their SHA-256 is kept: a key has 256 random bits, which no slower hash would make safer.</summary>
internal sealed class ApiKeys(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    private const string Prefix = "gwk_";
    private const int MaxLength = 200;

    /// <summary>A new key, unknown to anyone yet.</summary>
    public static string Create() => Prefix + RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The live key that was presented, or null.</summary>
    public async Task<ApiKey?> FindAsync(string presented, CancellationToken cancellationToken)
    {
        if (presented.Length is 0 or > MaxLength)
            return null;
        var hash = Hash(presented);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.AsNoTracking()
            .SingleOrDefaultAsync(key => key.KeyHash == hash && key.RevokedAt == null, cancellationToken);

        // The index has compared the hashes already, and how long that took tells nothing of the key. Once more at even pace,
        // so that this holds whatever the database does.
        return key is not null && CryptographicOperations.FixedTimeEquals(key.KeyHash, hash) ? key : null;
    }

    /// <summary>Lets a key in, if it is not known yet.</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="workspace">The only workspace it opens, or null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AdmitAsync(string key, string name, string? workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO api_keys (workspace, name, key_hash, created_at) VALUES ({workspace}, {name}, {Hash(key)}, {time.GetUtcNow()})
            ON CONFLICT (key_hash) DO NOTHING
            """,
            cancellationToken);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
