using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Shop;

/// <summary>A brain that serves the demo shop out of a test's database.</summary>
internal static class ShopBrain
{
    public static Workspace Workspace { get; } = JsonSerializer.Deserialize<Workspace>(
        File.ReadAllText(Path.Combine(DemoShop.WorkspacesPath, $"{DemoShop.Id}.json")), JsonSerializerOptions.Web)!;

    public static TestBrain Create(RecordsDatabase database, IChatClient? model = null, TimeProvider? clock = null) =>
        new(Workspace, model, services => services
            .AddSingleton<IDbContextFactory<RecordsDbContext>>(database)
            .AddSingleton(clock ?? TimeProvider.System));
}
