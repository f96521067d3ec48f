using System.Xml.Linq;
using Gateway.Brain.Records;
using Gateway.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Tests.Records;

public sealed class DataProtectionKeyTests(RecordsServer server)
{
    [Fact]
    public async Task What_one_node_protects_another_reads()
    {
        await using var database = await server.CreateAsync();
        await using var first = Node(database);
        var token = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("visitor").Protect("session");

        await using var second = Node(database);

        second.GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("visitor")
            .Unprotect(token)
            .ShouldBe("session");
        (await database.AskAsync<long>("SELECT count(*) FROM data_protection_keys")).ShouldBe(1);
    }

    [Fact]
    public async Task A_ring_of_before_is_read_and_goes_on()
    {
        // Taken from a gateway of the version before, with a visitor's token that it made.
        const string Name = "key-b345f540-d399-4a60-b9d9-047688985fcc";
        const string Xml =
            """<key id="b345f540-d399-4a60-b9d9-047688985fcc" version="1"><creationDate>2026-11-29T10:48:40.4011001""" +
            "Z</creationDate><activationDate>2026-11-29T10:48:40.4011001Z</activationDate><expirationDate>2027-02" +
            """-27T10:48:40.4011001Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtect""" +
            "ion.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, " +
            "Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, " +
            """PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation """ +
            """algorithm="HMACSHA256" /><masterKey p4:requiresEncryption="true" """ +
            """xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><!-- Warning: the key below is in an """ +
            "unencrypted form. --><value>Vmcb+c/0fjhoAI0ZC06b0koBvXxgJk1/TeKflBLFstDoaSvyxDx75Lig45VherdrH13pygGJ" +
            "u/jMy2pZdzGVOg==</value></masterKey></descriptor></descriptor></key>";
        const string Token =
            "CfDJ8ED1RbOZ02BKudkEdoiYX8x-HSxdC7NUR2WHaM-uC_cKyqijwcCu9PF-HmXxkvKEe5" +
            "txRdwBZhCfkRBa7fLKxyLEBFMJvhD7Qhb-68v4RqbuNh2lLauAHlVkV3NVUrGiCQ";
        await using var database = await server.CreateAsync();
        await database.AskAsync<object>(
            $"INSERT INTO data_protection_keys (friendly_name, xml) VALUES ('{Name}', '{Xml}')");
        await using var node = Node(database);

        var ring = node.GetRequiredService<IKeyManager>();
        var visitors = node.GetRequiredService<IDataProtectionProvider>().CreateProtector("visitor");
        visitors.Unprotect(Token).ShouldBe("session");
        ring.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));

        ring.GetAllKeys().Select(key => $"key-{key.KeyId}").ShouldContain(Name);
        (await database.AskAsync<long>("SELECT count(*) FROM data_protection_keys WHERE id > 1"))
            .ShouldBe(ring.GetAllKeys().Count - 1);
    }

    [Fact]
    public async Task The_keys_themselves_are_never_logged()
    {
        await using var database = await server.CreateAsync();
        using var logs = new RecordedLogs();
        await using var first = Node(database, logs);
        first.GetRequiredService<IDataProtectionProvider>().CreateProtector("visitor").Protect("session");
        await using var second = Node(database, logs);

        second.GetRequiredService<IDataProtectionProvider>().CreateProtector("visitor").Protect("session");

        logs.Lines.ShouldNotBeEmpty();
        var key = XElement.Parse((await database.AskAsync<string>("SELECT xml FROM data_protection_keys"))!);
        var secret = key.Descendants("masterKey").Single().Value.Trim();
        secret.Length.ShouldBeGreaterThan(40);
        logs.Lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
    }

    private static ServiceProvider Node(RecordsDatabase database, RecordedLogs? logs = null)
    {
        var services = new ServiceCollection();
        if (logs is not null)
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddSingleton(database.DataSource);
        services.AddRecords();
        services.AddSingleton<IDbContextFactory<RecordsDbContext>>(database);
        services.AddDataProtection().SetApplicationName("gateway");
        return services.BuildServiceProvider();
    }
}
