using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing;

/// <summary>A server of a test's on this machine that can go down and come back.</summary>
/// <param name="map">What it serves.</param>
public sealed class LoopbackServer(Action<WebApplication> map) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;

    /// <summary>Where it is, from its first start on.</summary>
    public Uri? Address { get; private set; }

    /// <summary>It is about to end for good.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Starts it: on a free port at first, then at the same address.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Address?.AbsoluteUri ?? "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
        _app = app;
    }

    /// <summary>Connections are refused from now on.</summary>
    public async Task GoDownAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Gives no answer at all.</summary>
    public async Task HangAsync(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stop.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await GoDownAsync();
        _stop.Dispose();
    }
}
