using Gateway.Brain;
using Gateway.Brain.Records;
using Gateway.Embedded;
using Gateway.Installation;
using Gateway.Sessions;
using Gateway.Stores;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Tests.Stores;

public sealed class KeyRingTests : IAsyncLifetime
{
    private const string Secret = "fake-key-ring-secret-for-tests-0123456789";

    // Taken from a gateway of the version before, with a visitor's token that it made.
    private const string Name = "key-dc97b576-d52a-4a7f-9432-bca69f0042f9";
    private const string Xml =
        """<key id="dc97b576-d52a-4a7f-9432-bca69f0042f9" version="1"><creationDate>2026-11-29T10:48:41.1114957""" +
        "Z</creationDate><activationDate>2026-11-29T10:48:41.1114957Z</activationDate><expirationDate>2027-02" +
        """-27T10:48:41.1114957Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtect""" +
        "ion.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, " +
        "Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, " +
        """PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation """ +
        """algorithm="HMACSHA256" /><encryptedSecret decryptorType="Gateway.Stores.KeyRing+KeyRingDecryptor, """ +
        """Gateway, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null" """ +
        """xmlns="http://schemas.asp.net/2015/03/dataProtection"><sealed xmlns="">Ylw5nhH8uTG9+TYNM4BbUJF6ZI5wj""" +
        "301IsireXSCWck+nL8dE+agTcOysYGrhsrS3P5Me1e9fThYXrKPG+v03xdWHdtjHmmbq5BUCivre1b0uKOPiZSMsUrpi4WzxcscK" +
        "LrPHm3y98Yjt6BxdEMY9J3KmEgougchJm3rUX5wYcQPr2PrN75hzESkmtVF5+iuzdk0JercMt6mkyGQHImj+60WqcHwMB9QSoDuZ" +
        "cEoQ5rBx1aQltXVii7+i2DmZAeWw3WDeIg36DScSn2SLcfASWwxTESuarpJkA3+0ADHnTly29viKTjK8WosIZbLjzlOFX194d5zM" +
        "wIVJa7FSSOPm0XqAigvrpDzfTImsbiF5+L6YH7bkC/0p6o+Y3NhYjhC8F8zwePM751mgw==</sealed></encryptedSecret></" +
        "descriptor></descriptor></key>";

    private const string Token =
        "CfDJ8Ha1l9wq1X9KlDK8pp8AQvlmg4gKkmHTydfDZmvSuhk9HOCBzApvfZzA4a0aF4omS5f29FD1DoA4XW-s9owjR0QWSM1kSmen" +
        "nwYhSj7p672rVQIe9cM8hfsXdTrEAXRLSA";

    private PostgresServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_encrypted_ring_of_before_is_read_and_goes_on_encrypted()
    {
        await using var node = await StartAsync(Secret);
        await RunAsync($"INSERT INTO data_protection_keys (friendly_name, xml) VALUES ('{Name}', '{Xml}')");

        await KeyRing.CheckAsync(node);
        Visitors(node).Unprotect(Token).ShouldBe("session");
        var now = DateTimeOffset.UtcNow;
        node.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));

        (await RunAsync("SELECT bool_and(xml LIKE '%<sealed%') FROM data_protection_keys")).ShouldBe(true);
        (await RunAsync("SELECT bool_or(xml LIKE '%<masterKey%') FROM data_protection_keys")).ShouldBe(false);
        (await RunAsync("SELECT count(*) > 1 FROM data_protection_keys")).ShouldBe(true);

        await using var other = await StartAsync(new string('x', 40));
        (await Should.ThrowAsync<ConfigurationException>(() => KeyRing.CheckAsync(other)))
            .Message.ShouldContain("Gateway:KeyRingSecret");
    }

    [Fact]
    public async Task A_ring_in_the_clear_is_read_by_who_encrypts_now()
    {
        string token;
        await using (var before = await StartAsync(secret: null))
            token = Visitors(before).Protect("session");

        await using var node = await StartAsync(Secret);
        await KeyRing.CheckAsync(node);

        Visitors(node).Unprotect(token).ShouldBe("session");
    }

    private static IDataProtector Visitors(WebApplication node) =>
        node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("visitor");

    private async Task<WebApplication> StartAsync(string? secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([
            new("Gateway:KeyRingSecret", secret), new("Gateway:WorkspacesPath", AppContext.BaseDirectory),
            new("ConnectionStrings:Redis", "none"), new("ConnectionStrings:Postgres", _server.ConnectionString())]);
        var options = GatewayOptions.Read(builder.Configuration);
        await using var none = await EmbeddedServers.StartAsync(
            builder.Configuration, options, NullLogger.Instance, CancellationToken.None);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(_server.ConnectionString()));
        builder.Services.AddRecords();
        builder.Services.AddBrain(builder.Configuration).AddSolutions();
        builder.Services.AddDataProtection().SetApplicationName("gateway");
        KeyRing.Add(builder, options, none);
        var node = builder.Build();
        await node.PrepareRecordsAsync();
        return node;
    }

    private async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
