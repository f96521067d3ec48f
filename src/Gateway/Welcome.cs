using Gateway.Embedded;
using Gateway.Installation;
using Gateway.Operators;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway;

/// <summary>
/// What a person who has just started the gateway reads: where to click, and with what key to call the API.
/// </summary>
internal static class Welcome
{
    /// <summary>Prints it as soon as the gateway listens.</summary>
    public static async Task GreetWhenStartedAsync(
        this WebApplication app, GatewayOptions options, EmbeddedServers servers)
    {
        var key = servers.HasPostgres
            ? await DevelopmentKey.KeepAsync(
                app.Services.GetRequiredService<ApiKeys>(), options.DataPath, CancellationToken.None)
            : null;
        app.Lifetime.ApplicationStarted.Register(() => Print(app, key));
    }

    private static void Print(WebApplication app, string? key)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            ?? [];
        var start = addresses.FirstOrDefault()?.TrimEnd('/');
        Console.WriteLine($"Gateway is ready: {start}/");
        Console.WriteLine($"  API      {start}/openapi/v1.json");
        if (key is not null)
            Console.WriteLine($"  API key  {key}");
    }
}
