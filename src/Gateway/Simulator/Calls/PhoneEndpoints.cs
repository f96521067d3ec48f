using Gateway.Channels.Voice.Calls;
using Gateway.Demo.Frame;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Pages;
using Gateway.Simulator.Stage;

namespace Gateway.Simulator.Calls;

/// <summary>A telephone in the browser: its page and its socket.</summary>
internal static class PhoneEndpoints
{
    private const int MostCalls = 8;

    private static int _calls;

    /// <summary>Maps them into the simulator, whose doors they are behind.</summary>
    public static void MapPhone(this IEndpointRouteBuilder simulator)
    {
        simulator.MapMethods("/phone", DemoPages.ReadMethods, ShowPage);
        var socket = simulator.CreateApplicationBuilder();
        socket.UseWebSockets();
        socket.Run(CallAsync);
        simulator.MapGet("/call", socket.Build());
    }

    /// <summary>Where the phone of a workspace is; null where it has none.</summary>
    public static string? AddressOf(Simulation simulation, Workspace workspace, string locale) =>
        simulation.Twilio is not null && LineOf(workspace) is not null
            ? $"{new Uri(simulation.Url, "/simulator/phone")}?workspace={Uri.EscapeDataString(workspace.Id)}&lang={locale}"
            : null;

    private static string? LineOf(Workspace workspace) =>
        workspace.Channels.FirstOrDefault(channel => channel.Kind == ChannelKind.Voice)?.Line;

    private static IResult ShowPage(
        HttpContext context, IWorkspaces workspaces, DemoPages pages, SimulatedSpeech speech, string? workspace = null)
    {
        if (!workspaces.TryGet(workspace ?? "", out var business) || LineOf(business) is not { } line)
            return pages.NotFound(context, "/simulator");
        var page = pages.PageFor(context, business.Locale);
        var result = DemoPages.Render<PhonePage>(context, new()
        {
            ["Page"] = page,
            ["Business"] = business,
            ["Line"] = line,
            ["UnderstandsByEar"] = speech.ByEar(page.Words.Locale).Count > 0,
            ["HasVoice"] = speech.SynthesizersOf(page.Words.Locale).Count > 0,
        });
        DemoHeaders.OfPhone(context.Response);
        return result;
    }

    /// <summary><c>/simulator/call?workspace=&amp;from=</c>: one call, as long as the socket is open.</summary>
    private static async Task CallAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var from = context.Request.Query["from"].ToString();
        if (!context.WebSockets.IsWebSocketRequest
            || !IsOwnPage(context)
            || !services.GetRequiredService<IWorkspaces>().TryGet(
                context.Request.Query["workspace"].ToString(), out var workspace)
            || LineOf(workspace) is not { } line || !E164.Is(from))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _calls) > MostCalls)
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var handset = new Handset(socket);
            await HoldAsync(context, handset, workspace, line, from);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    private static async Task HoldAsync(
        HttpContext context, Handset handset, Workspace workspace, string line, string from)
    {
        var services = context.RequestServices;
        using var call = new SimulatedCall(
            services.GetRequiredService<Simulation>(), services.GetRequiredService<GatewayDoor>(),
            services.GetRequiredService<SimulatedSpeech>(), services.GetRequiredService<TypedWords>(),
            services.GetRequiredService<CallWatch>(), workspace, line, from, handset,
            services.GetRequiredService<TimeProvider>());
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var told = new CancellationTokenSource();
        var sending = handset.SendAsync(told.Token);
        var receiving = handset.ReceiveAsync(call.OnSound, call.OnWords, over.Token)
            .ContinueWith(
                _ => call.OnWords(new PhoneSays("hangUp")), CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
        await call.RunAsync(over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await told.CancelAsync();
        await sending;
        await handset.CloseAsync();
        // The phone closes its side as well; one that does not is cut off.
        over.CancelAfter(TimeSpan.FromSeconds(2));
        await receiving;
    }

    // A page elsewhere could have its visitor's browser call.
    private static bool IsOwnPage(HttpContext context) =>
        context.Request.Headers.Origin.ToString() is var origin
        && (origin.Length == 0 || origin == $"{context.Request.Scheme}://{context.Request.Host}");
}
