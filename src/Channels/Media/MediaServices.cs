using Gateway.Sessions.Media;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Media;

/// <summary>Registers what fetches, keeps and serves the files of contacts.</summary>
public static class MediaServices
{
    /// <summary>
    /// Adds it. Expects the session engine, data protection, <see cref="PublicAddress"/> and <see cref="IWorkspaces"/>.
    /// Where files are kept, the channels know: each registers its <see cref="IMediaProvider"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Media</c> holds <see cref="MediaOptions"/>.</param>
    /// <param name="dataPath">Folder of the gateway's data; the files are kept in <c>media</c> below it.</param>
    public static IServiceCollection AddMedia(
        this IServiceCollection services, IConfiguration configuration, string dataPath)
    {
        services.AddOptions<MediaOptions>()
            .Bind(configuration.GetSection("Media"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDialer, SocketDialer>();
        services.TryAddSingleton<Egress>();
        services.TryAddSingleton<MediaMetrics>();
        services.TryAddSingleton<MediaInspector>();
        services.TryAddSingleton(_ => new MediaStore(Path.Combine(dataPath, "media")));
        services.TryAddSingleton<MediaFetcher>();
        services.TryAddSingleton<MediaPrefetch>();
        services.TryAddSingleton<MediaLinks>();
        services.TryAddSingleton<IMediaLinks>(provider => provider.GetRequiredService<MediaLinks>());
        services.TryAddSingleton<MediaEndpoints>();
        services.AddHostedService<MediaWorker>();
        return services;
    }

    /// <summary>Maps <c>GET /media/{id}</c>.</summary>
    public static void MapMedia(this IEndpointRouteBuilder app) =>
        app.MapGet("/media/{id}", app.ServiceProvider.GetRequiredService<MediaEndpoints>().GetAsync)
            .WithSummary("A contact's file, by a signed address")
            .Produces(200, contentType: "application/octet-stream")
                .ProducesProblem(404)
                .ProducesProblem(410)
                .ProducesProblem(503);
}
