using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// What keeps the addresses of a centre's feeds secret: 256 bits that are signed for that centre and bay under a key of
/// the centre's own. Whoever gets hold of the database alone cannot make one; a renewed key ends all of a centre's.
/// </summary>
public sealed class FeedTokens(IDbContextFactory<RecordsDbContext> records, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Gateway.CalendarFeed");

    /// <summary>A centre's key; the first who asks makes it.</summary>
    public async Task<FeedKey> GetAsync(Centre centre, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, centre.Id, cancellationToken) is { } known)
            return known;
        var fresh = Seal();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO centre_calendars AS known (workspace, feed_key) VALUES ({centre.Id}, {fresh})
            ON CONFLICT (workspace) DO UPDATE SET feed_key = coalesce(known.feed_key, {fresh})
            """,
            cancellationToken);
        // One that cannot be opened any more is no use to anybody.
        return await FindAsync(db, centre.Id, cancellationToken) ?? await RenewAsync(centre, cancellationToken);
    }

    /// <summary>A centre's key, if it has one.</summary>
    public async Task<FeedKey?> FindAsync(Centre centre, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, centre.Id, cancellationToken);
    }

    /// <summary>Gives a centre another key: its former addresses lead nowhere from now on.</summary>
    public async Task<FeedKey> RenewAsync(Centre centre, CancellationToken cancellationToken)
    {
        var fresh = Seal();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO centre_calendars (workspace, feed_key) VALUES ({centre.Id}, {fresh})
            ON CONFLICT (workspace) DO UPDATE SET feed_key = {fresh}
            """,
            cancellationToken);
        return new FeedKey(centre.Id, _protector.Unprotect(fresh));
    }

    private async Task<FeedKey?> FindAsync(RecordsDbContext db, string centre, CancellationToken cancellationToken)
    {
        var stored = await db.CentreCalendars.AsNoTracking()
            .Where(one => one.Workspace == centre)
            .Select(one => one.FeedKey)
            .SingleOrDefaultAsync(cancellationToken);
        try
        {
            return stored is null ? null : new FeedKey(centre, _protector.Unprotect(stored));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[] Seal() => _protector.Protect(RandomNumberGenerator.GetBytes(FeedKey.Bytes));
}

/// <summary>What the addresses of a centre's feeds are signed with.</summary>
public sealed class FeedKey
{
    internal const int Bytes = 32;

    private readonly string _centre;
    private readonly byte[] _key;

    internal FeedKey(string centre, byte[] key) => (_centre, _key) = (centre, key);

    /// <summary>The token of a bay's feed, or with null of the centre's: 43 letters, digits, hyphens and
    /// underscores.</summary>
    public string TokenOf(string? bay) => Base64Url.EncodeToString(HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes(bay is null ? $"centre\n{_centre}" : $"bay\n{_centre}\n{bay}")));

    /// <summary>Whether that is its token; how long it takes to tell does not tell how near it was.</summary>
    public bool IsToken(string? bay, string token) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(TokenOf(bay)), Encoding.UTF8.GetBytes(token));
}
