using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Sessions.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Inspection.Calendars;

/// <summary>
/// A calendar's server on the internet, as far as we can tell: by https, under any name that ends in
/// <c>.public.example</c>. What it does each time the test says.
/// </summary>
internal sealed class CalendarServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private CalendarServer(WebApplication app, X509Certificate2 certificate) =>
        (_app, _certificate) = (app, certificate);

    /// <summary>What it does with a request.</summary>
    public Func<HttpContext, Task> Serve { get; set; } = _ => Task.CompletedTask;

    /// <summary>The paths and conditions it was asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Where a calendar of it is.</summary>
    public static Uri Address { get; } = new("https://calendars.public.example/a.ics");

    public static async Task<CalendarServer> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new CertificateRequest("CN=public.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        made.Dispose();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var server = new CalendarServer(app, certificate);
        app.Run(async http =>
        {
            lock (server.Asked)
            {
                server.Asked.Add(
                    $"{http.Request.Host}{http.Request.Path} {http.Request.Headers.IfNoneMatch}".TrimEnd());
            }

            await server.Serve(http);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>A client that goes out as ours does, and believes this server to be public.</summary>
    public HttpClient Open()
    {
        var handler = new Egress(new Dialer(new Uri(_app.Urls.First()).Port), []).Open();
        // It has no name of its own: its certificate is nobody's but this test's.
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, certificate, _, _) => certificate?.Subject == _certificate.Subject;
        return new HttpClient(handler);
    }

    /// <summary>Answers with a calendar.</summary>
    public static Task WriteAsync(HttpContext http, string calendar, string? tag = null)
    {
        http.Response.ContentType = "text/calendar";
        if (tag is not null)
            http.Response.Headers.ETag = tag;
        return http.Response.WriteAsync(calendar, http.RequestAborted);
    }

    /// <summary>A calendar with one event.</summary>
    public static string Event(string uid, DateTime fromUtc, DateTime toUtc) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"""
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:{uid}
        SUMMARY:Fermé
        DTSTART:{fromUtc:yyyyMMdd'T'HHmmss'Z'}
        DTEND:{toUtc:yyyyMMdd'T'HHmmss'Z'}
        END:VEVENT
        END:VCALENDAR

        """).ReplaceLineEndings("\r\n");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    // Public names lead to this machine's port; the rest to where it says.
    private sealed class Dialer(int port) : IDialer
    {
        private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult(
            new[] { host.EndsWith(".public.example", StringComparison.Ordinal) ? Public : IPAddress.Loopback });

        public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken) =>
            new SocketDialer().ConnectAsync(
                address.Address.Equals(Public) ? new IPEndPoint(IPAddress.Loopback, port) : address, cancellationToken);
    }
}
