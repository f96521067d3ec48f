using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Gateway.Operators;

/// <summary>
/// The keys to the HTTP API. Only their SHA-256 is kept: a key has 256 random bits, which no slower hash would make
/// safer.
/// </summary>
internal sealed class ApiKeys(IDbContextFactory<RecordsDbContext> records, TimeProvider time) : IDisposable
{
    /// <summary>How long an answer of PostgreSQL is taken without asking again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>How long a key that was live is taken for live while PostgreSQL does not answer.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);

    private const int MostKnown = 10_000;
    private const int MostAsking = 4;
    private const int MostWaiting = 100;
    private const string Prefix = "gwk_";
    private const int MaxLength = 200;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MostKnown });
    private readonly SemaphoreSlim _asking = new(MostAsking);
    private int _waiting;

    /// <summary>A new key, unknown to anyone yet.</summary>
    public static string Create() => Prefix + RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>
    /// The live key that was presented, or null. What PostgreSQL said of a key holds for <see cref="Fresh"/>, so a
    /// withdrawn key may open the API that much longer; while PostgreSQL does not answer, what it said last holds for
    /// <see cref="Stale"/>.
    /// </summary>
    /// <exception cref="RecordsUnavailableException">It is not known, and PostgreSQL cannot be asked now.</exception>
    public async Task<ApiKey?> FindAsync(string presented)
    {
        if (presented.Length is 0 or > MaxLength)
            return null;
        var hash = Hash(presented);
        var name = Convert.ToHexString(hash);
        if (_known.TryGetValue(name, out KnownKey? known) && known is not null
            && time.GetUtcNow() - known.CheckedAt < Fresh)
            return known.Key;
        try
        {
            var key = await AskAsync(hash);
            var life = key is null ? Fresh : Stale;
            _known.Set(
                name, new KnownKey(key, time.GetUtcNow()),
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = life });
            return key;
        }
        catch (Exception fault) when (RecordsUnavailableException.IsCause(fault))
        {
            if (known?.Key is { } trusted && time.GetUtcNow() - known.CheckedAt < Stale)
                return trusted;
            throw new RecordsUnavailableException();
        }
    }

    /// <summary>
    /// Asks PostgreSQL, unless enough others do: whoever tries out keys takes no connection from those who work.
    /// </summary>
    private async Task<ApiKey?> AskAsync(byte[] hash)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new RecordsUnavailableException();
        }

        await _asking.WaitAsync();
        try
        {
            // The caller may hang up: the answer is kept for the next one all the same.
            await using var db = await records.CreateDbContextAsync(CancellationToken.None);
            var key = await db.ApiKeys.AsNoTracking()
                .SingleOrDefaultAsync(key => key.KeyHash == hash && key.RevokedAt == null, CancellationToken.None);

            // The index has compared the hashes already, and how long that took tells nothing of the key. Once more at
            // even pace, so that this holds whatever the database does.
            return key is not null && CryptographicOperations.FixedTimeEquals(key.KeyHash, hash) ? key : null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            _asking.Release();
        }
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _known.Dispose();
        _asking.Dispose();
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private sealed record KnownKey(ApiKey? Key, DateTimeOffset CheckedAt);
}
