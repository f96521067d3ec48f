using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Gateway.Widget;

/// <summary>
/// <c>GET /widget/gateway-chat.js</c>: the widget, one file. Asked for with its version (<c>?v=…</c>) it may be kept
/// for ever; without, a browser asks each time whether it has changed.
/// </summary>
internal sealed class WidgetEndpoints
{
    private const string FileName = "gateway-chat.js";

    private readonly byte[]? _script;
    private readonly EntityTagHeaderValue? _tag;

    public WidgetEndpoints(IWebHostEnvironment environment)
    {
        if (Find(environment) is not { } file)
            return;
        using var stream = file.CreateReadStream();
        _script = new byte[file.Length];
        stream.ReadExactly(_script);
        Version = Convert.ToHexStringLower(SHA256.HashData(_script).AsSpan(0, 8));
        _tag = new EntityTagHeaderValue($"\"{Version}\"");
    }

    /// <summary>Sixteen hexadecimal characters of the file's hash; empty when the widget was not built.</summary>
    public string Version { get; } = "";

    public IResult Get(HttpContext http, string? v)
    {
        if (_script is null)
            return TypedResults.Problem(
                "The widget was not built: run npm run build in widget/.", statusCode: StatusCodes.Status404NotFound);
        http.Response.Headers.CacheControl = v == Version ? "public, max-age=31536000, immutable" : "public, no-cache";
        // A shop's page loads it from another origin, as a module: that asks for CORS. There is nothing secret in it.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(_script, "text/javascript; charset=utf-8", entityTag: _tag);
    }

    private static IFileInfo? Find(IWebHostEnvironment environment)
    {
        var file = environment.ContentRootFileProvider.GetFileInfo($"widget/{FileName}");
        return file.Exists ? file : null;
    }
}

/// <summary>Registers and maps the widget.</summary>
internal static class WidgetServices
{
    public static IServiceCollection AddWidget(this IServiceCollection services) =>
        services.AddSingleton<WidgetEndpoints>();

    public static void MapWidget(this IEndpointRouteBuilder app)
    {
        var widget = app.ServiceProvider.GetRequiredService<WidgetEndpoints>();
        app.MapGet("/widget/gateway-chat.js", widget.Get).ExcludeFromDescription();
    }
}
