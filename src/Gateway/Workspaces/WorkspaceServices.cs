using Gateway.Installation;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Workspaces;

/// <summary>Registers the workspaces.</summary>
internal static class WorkspaceServices
{
    /// <summary>
    /// Adds <see cref="IWorkspaces"/>, of the folder of workspace files and of the table, and kept up to date with
    /// both. Expects the records and the connection to Redis, and serves nothing before
    /// <see cref="PrepareWorkspacesAsync"/>.
    /// </summary>
    public static IServiceCollection AddWorkspaces(
        this IServiceCollection services, IConfiguration configuration, GatewayOptions options)
    {
        services.TryAddSingleton<ChannelReader>();
        services.TryAddSingleton(provider => new WorkspaceReader(
            name => configuration[name],
            provider.GetRequiredService<ChannelReader>(),
            provider.GetRequiredService<KnownSolutions>()));
        services.TryAddSingleton(provider =>
            new WorkspaceFolder(options.WorkspacesPath, provider.GetRequiredService<WorkspaceReader>()));
        services.TryAddSingleton(provider => new HeldNames(
            Path.Combine(options.DataPath, "held-names.json"), provider.GetRequiredService<ILogger<HeldNames>>()));
        services.TryAddSingleton<ServedWorkspaces>();
        services.TryAddSingleton<IWorkspaces>(provider => provider.GetRequiredService<ServedWorkspaces>());
        services.TryAddSingleton<WorkspaceTable>();
        services.TryAddSingleton<WorkspaceTopic>();
        services.TryAddSingleton<WorkspaceMetrics>();
        services.TryAddSingleton<WorkspaceStore>();
        services.TryAddSingleton<TableWatch>();
        services.AddHostedService<WorkspaceWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<TableWatch>());
        services.AddHealthChecks().AddCheck<WorkspacesHealth>("workspaces");
        return services;
    }

    /// <summary>Reads all files and all rows, before anyone asks for a workspace.</summary>
    public static Task PrepareWorkspacesAsync(this WebApplication app) => app.Services.GetRequiredService<TableWatch>()
        .BeginAsync(app.Services.GetRequiredService<WorkspaceFolder>().Read(), app.Lifetime.ApplicationStopping);
}
