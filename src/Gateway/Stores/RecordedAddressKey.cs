using System.Security.Cryptography;
using Gateway.Brain.Records;
using Gateway.Sessions;
using Gateway.Sessions.Redis;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Stores;

/// <summary>
/// Keeps the key under which addresses are hashed in Redis in PostgreSQL, sealed by the key ring: a copy of Redis alone
/// tells nobody's address from the name of a key.
/// </summary>
internal sealed class RecordedAddressKey(
    IDbContextFactory<RecordsDbContext> records, IDataProtectionProvider protection) : IAddressKey
{
    private const string Name = "address-key";

    private byte[]? _key;

    /// <summary>
    /// Reads the key while PostgreSQL is known to answer: afterwards Redis alone is needed to take messages in.
    /// </summary>
    /// <exception cref="ConfigurationException">It cannot be opened.</exception>
    public static async Task LoadAsync(WebApplication app)
    {
        if (string.IsNullOrEmpty(app.Configuration["Sessions:AddressKey"]))
            await app.Services.GetRequiredService<IAddressKey>().GetAsync();
    }

    /// <inheritdoc/>
    public async Task<byte[]> GetAsync() => _key ??= await ReadAsync();

    private async Task<byte[]> ReadAsync()
    {
        var protector = protection.CreateProtector("Gateway.AddressKey");
        await using var db = await records.CreateDbContextAsync();
        if (await FindAsync(db) is not { } found)
        {
            var fresh = protector.Protect(RandomNumberGenerator.GetBytes(AddressHash.KeyBytes));
            // Of nodes that start together one is first, and the others take what it made.
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO installation_secrets (name, sealed) VALUES ({Name}, {fresh}) ON CONFLICT DO NOTHING");
            found = (await FindAsync(db))!;
        }

        try
        {
            return protector.Unprotect(found.Sealed);
        }
        catch (CryptographicException)
        {
            throw new ConfigurationException(
                "Sessions:AddressKey", null,
                "the key itself, or in PostgreSQL the data-protection keys that it was sealed under");
        }
    }

    private static Task<InstallationSecret?> FindAsync(RecordsDbContext db) =>
        db.InstallationSecrets.AsNoTracking().SingleOrDefaultAsync(secret => secret.Name == Name);
}
