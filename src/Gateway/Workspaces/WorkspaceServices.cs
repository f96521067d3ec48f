using Gateway.Installation;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Workspaces;

/// <summary>Registers the workspaces.</summary>
internal static class WorkspaceServices
{
    /// <summary>Adds <see cref="IWorkspaces"/>, read from the folder of workspace files and kept up to date with it.</summary>
    public static IServiceCollection AddWorkspaces(this IServiceCollection services, IConfiguration configuration, GatewayOptions options)
    {
        services.TryAddSingleton<ChannelReader>();
        services.TryAddSingleton(provider => FolderOf(
            configuration, options, provider.GetRequiredService<ChannelReader>(), provider.GetRequiredService<KnownSolutions>()));
        services.TryAddSingleton(provider =>
        {
            // Read at once: whoever asks for the first time gets all of them.
            var names = new HeldNames(Path.Combine(options.DataPath, "held-names.json"), provider.GetRequiredService<ILogger<HeldNames>>());
            var workspaces = new ServedWorkspaces(
                names, provider.GetRequiredService<ChannelReader>(), provider.GetRequiredService<ILogger<ServedWorkspaces>>());
            workspaces.Take(provider.GetRequiredService<WorkspaceFolder>().Read());
            return workspaces;
        });
        services.TryAddSingleton<IWorkspaces>(provider => provider.GetRequiredService<ServedWorkspaces>());
        services.AddHostedService<WorkspaceWatch>();
        services.AddHealthChecks().AddCheck<WorkspacesHealth>("workspaces");
        return services;
    }

    /// <summary>The folder of workspace files.</summary>
    public static WorkspaceFolder FolderOf(
        IConfiguration configuration, GatewayOptions options, ChannelReader channels, KnownSolutions solutions) =>
        new(options.WorkspacesPath, new WorkspaceReader(name => configuration[name], channels, solutions));
}
