using Gateway.Demo.Frame;
using Gateway.Simulator.Stage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Demo;

/// <summary>Registers the demo pages.</summary>
internal static class DemoServices
{
    /// <summary>
    /// Adds what <see cref="DemoEndpoints.MapDemoPages"/> needs. The solutions and the workspaces are registered by the
    /// host.
    /// </summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="workspacesPath">The folder of the workspace files; absolute. A workspace's pictures lie in
    /// <c>{id}/images</c> below it.</param>
    public static IServiceCollection AddDemo(this IServiceCollection services, string workspacesPath)
    {
        services.AddRazorComponents();
        services.TryAddSingleton(Simulation.Off);
        services.TryAddSingleton<DemoAssets>();
        services.TryAddSingleton<DemoPages>();
        services.TryAddSingleton(new WorkspaceImages(workspacesPath));
        return services;
    }
}
