namespace Gateway;

/// <summary>
/// How the gateway ends: at once for what is new, soon for what runs, and within five seconds for all of it.
/// </summary>
internal static class Shutdown
{
    /// <summary>What the host's services may take together; the embedded servers end after them.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long a request that was there before may still take: a little longer than a running turn, whose answer it
    /// may wait for.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// The exit code of a gateway that stopped because a part of it failed, so that whoever watches it starts it again.
    /// </summary>
    private const int FailedExitCode = 70;

    private const string RetrySeconds = "2";

    /// <summary>Sets the limit; all services stop side by side, so that the slowest decides and not the sum.</summary>
    public static void AddShutdown(this WebApplicationBuilder builder) =>
        builder.Services.Configure<HostOptions>(host =>
    {
        host.ShutdownTimeout = Limit;
        host.ServicesStopConcurrently = true;
    });

    /// <summary>
    /// Goes before everything but what words errors, which would take a request that is cut for one that its caller
    /// gave up: once the stop has begun nothing new is taken in, and whoever asks is told to ask elsewhere or later.
    /// Whoever asked before is told so when the grace is over. Connections of the hub end with the beginning of the
    /// stop; SignalR sees to that.
    /// </summary>
    public static void UseShutdown(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        var cut = new CancellationTokenSource();
        stopping.Register(() => cut.CancelAfter(Grace));
        app.Lifetime.ApplicationStopped.Register(cut.Dispose);
        app.Use(
            (context, next) => stopping.IsCancellationRequested
            ? RefuseAsync(context)
            : RunAsync(context, next, cut.Token));
    }

    /// <summary>Runs until the gateway is stopped.</summary>
    /// <returns>0 when it was asked to stop; another code when one of its parts failed and took it down.</returns>
    public static async Task<int> RunToExitCodeAsync(this WebApplication app)
    {
        // Asked for now: at the end of the run the container is gone.
        var parts = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
        await app.RunAsync();
        return Array.Exists(parts, part => part.ExecuteTask?.IsFaulted == true) ? FailedExitCode : 0;
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, CancellationToken cut)
    {
        var ours = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ours, cut);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested && !ours.IsCancellationRequested)
        {
            context.RequestAborted = ours;
            if (context.Response.HasStarted)
                context.Abort();
            else
                await RefuseAsync(context);
        }
        finally
        {
            context.RequestAborted = ours;
        }
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetrySeconds;
        context.Response.Headers.Connection = "close";
        return Results.Problem("This gateway is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable)
            .ExecuteAsync(context);
    }
}
