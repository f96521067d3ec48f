using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Browser;

/// <summary>
/// A site of someone else: one page, which bears the demo shop's widget as the widget's own documentation says.
/// </summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtherSite(WebApplication app) => _app = app;

    /// <summary>Its origin, and its page.</summary>
    public string Address => _app.Urls.Single();

    public static async Task<OtherSite> StartAsync(Uri gateway)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var origin = gateway.GetLeftPart(UriPartial.Authority);
        app.MapGet("/", () => Results.Content(
            $"""
            <!DOCTYPE html>
            <html lang="fr">
            <head><meta charset="utf-8"><title>Une autre boutique</title><link rel="icon" href="data:,">
            <script type="module" src="{origin}/widget/gateway-chat.js"></script></head>
            <body><h1>Une autre boutique</h1><gateway-chat site-key="demo-shop"></gateway-chat></body>
            </html>
            """, "text/html"));
        await app.StartAsync();
        return new OtherSite(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
