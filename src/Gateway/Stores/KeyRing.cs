using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Gateway.Brain.Records;
using Gateway.Embedded;
using Gateway.Embedded.Servers;
using Gateway.Installation;
using Gateway.Sessions;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Stores;

/// <summary>
/// The secret that ASP.NET Core's data-protection keys are encrypted under in PostgreSQL (AES-256-GCM): who reads a
/// copy of the database cannot make visitors' tokens with it. Keys that were stored in the clear stay readable.
/// </summary>
internal sealed class KeyRing
{
    private const string Setting = "Gateway:KeyRingSecret";
    private const string Sealed = "sealed";
    private const int MinLetters = 32;

    private readonly byte[] _key;

    private KeyRing(string secret) =>
        _key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "gateway key ring"u8.ToArray());

    /// <summary>
    /// Encrypts the key ring: under the configured secret, which all nodes share, or beside an embedded PostgreSQL
    /// under one that is kept in the data path.
    /// </summary>
    /// <exception cref="ConfigurationException">The secret is too short.</exception>
    public static void Add(WebApplicationBuilder builder, GatewayOptions options, EmbeddedServers servers)
    {
        var secret = builder.Configuration[Setting] is { Length: > 0 } configured ? configured
            : servers.HasPostgres ? PrivateFile.KeepSecret(Path.Combine(options.DataPath, "keyring.key"))
            : null;
        if (secret is null)
            return;
        if (secret.Length < MinLetters)
            throw new ConfigurationException(
                Setting, "a short text", $"a secret of at least {MinLetters} characters, the same on every node");
        builder.Services.AddSingleton(new KeyRing(secret));
        builder.Services.AddOptions<KeyManagementOptions>()
            .Configure<KeyRing>((keys, ring) => keys.XmlEncryptor = new Encryptor(ring));
    }

    /// <summary>
    /// Looks whether this node can read the keys that the others have: one that could not would make keys of its own,
    /// and no node would know the other's visitors.
    /// </summary>
    /// <exception cref="ConfigurationException">It cannot.</exception>
    public static async Task CheckAsync(WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<RecordsDbContext>>()
            .CreateDbContextAsync();
        var ring = app.Services.GetService<KeyRing>();
        foreach (var xml in await db.DataProtectionKeys.AsNoTracking().Select(key => key.Xml).ToListAsync())
        {
            var key = XElement.Parse(xml!).Descendants(Sealed).FirstOrDefault();
            if (key is not null && ring?.CanOpen(key.Value) != true)
            {
                throw new ConfigurationException(
                    Setting, ring is null ? "nothing" : "another secret",
                    "the secret that the keys in PostgreSQL were encrypted under, the same on every node");
            }
        }
    }

    private bool CanOpen(string sealedText)
    {
        try
        {
            Open(sealedText);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var cipher = new byte[plain.Length];
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        using var aes = new AesGcm(_key, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. cipher]);
    }

    private string Open(string sealedText)
    {
        var bytes = Convert.FromBase64String(sealedText).AsSpan();
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var plain = new byte[bytes.Length - nonce - tag];
        using var aes = new AesGcm(_key, tag);
        aes.Decrypt(bytes[..nonce], bytes[(nonce + tag)..], bytes.Slice(nonce, tag), plain);
        return Encoding.UTF8.GetString(plain);
    }

    private sealed class Encryptor(KeyRing ring) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
            new(
                new XElement(Sealed, ring.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting))),
                typeof(KeyRingDecryptor));
    }

    /// <summary>Reads what was encrypted. Its full name stands beside each stored key: it must not change.</summary>
    internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
    {
        /// <inheritdoc/>
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(services.GetRequiredService<KeyRing>().Open(encryptedElement.Value));
    }
}
