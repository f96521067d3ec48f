using Gateway.Sessions.Network;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Mcp;

/// <summary>Registers what reaches the servers that workspaces name.</summary>
internal static class McpServices
{
    /// <summary>Adds it. The host registers <c>IWorkspaces</c>.</summary>
    public static IServiceCollection AddMcp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<McpOptions>().Bind(configuration.GetSection("Mcp"));
        services.TryAddSingleton<IDialer, SocketDialer>();
        services.TryAddSingleton<McpEgress>();
        services.TryAddSingleton<McpConnections>();
        services.TryAddSingleton<McpTools>();
        return services;
    }
}
