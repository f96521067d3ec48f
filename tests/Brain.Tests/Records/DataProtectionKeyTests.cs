using Gateway.Brain.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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

        second.GetRequiredService<IDataProtectionProvider>().CreateProtector("visitor").Unprotect(token).ShouldBe("session");
        (await database.AskAsync<long>("SELECT count(*) FROM data_protection_keys")).ShouldBe(1);
    }

    private static ServiceProvider Node(RecordsDatabase database)
    {
        var services = new ServiceCollection();
        services.AddSingleton(database.DataSource);
        services.AddRecords();
        services.AddSingleton<IDbContextFactory<RecordsDbContext>>(database);
        services.AddDataProtection().SetApplicationName("gateway");
        return services.BuildServiceProvider();
    }
}
