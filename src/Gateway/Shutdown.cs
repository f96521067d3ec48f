namespace Gateway;

/// <summary>How the gateway ends: at once for what is new, soon for what runs, and within five seconds for all of it.</summary>
internal static class Shutdown
{
    /// <summary>What the host's services may take together; the embedded servers end after them.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>The exit code of a gateway that stopped because a part of it failed, so that whoever watches it starts it again.</summary>
    private const int FailedExitCode = 70;

    private const string RetrySeconds = "2";

    /// <summary>Sets the limit; all services stop side by side, so that the slowest decides and not the sum.</summary>
    public static void AddShutdown(this WebApplicationBuilder builder) => builder.Services.Configure<HostOptions>(host =>
    {
        host.ShutdownTimeout = Limit;
        host.ServicesStopConcurrently = true;
    });

    /// <summary>Goes before everything: once the stop has begun nothing new is taken in, and whoever asks is told to ask elsewhere or later.</summary>
    public static void UseShutdown(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) => stopping.IsCancellationRequested ? RefuseAsync(context) : next(context));
    }

    /// <summary>0 when the gateway was asked to stop; another code when one of its parts failed and took it down.</summary>
    public static int ExitCode(this WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask?.IsFaulted == true)
            ? FailedExitCode
            : 0;

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetrySeconds;
        context.Response.Headers.Connection = "close";
        return Results.Problem("This gateway is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }
}
