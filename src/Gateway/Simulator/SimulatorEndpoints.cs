using Gateway.Demo.Frame;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Calls;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Mails;
using Gateway.Simulator.Pages;
using Gateway.Simulator.Stage;
using Gateway.Simulator.Telegram;
using Gateway.Simulator.Twilio;
using Gateway.Solutions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Simulator;

/// <summary>
/// The simulator under <c>/simulator</c>: the page with the phone, what page and terminal ask, and the stand-ins for
/// the providers.
/// </summary>
internal static class SimulatorEndpoints
{
    private const int MaxWatchers = 50;
    private const int MaxPictureBytes = 8 * 1024 * 1024;

    private static readonly string[] PictureTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Maps what is simulated, for this machine alone; nothing at all when nothing is.</summary>
    public static void MapSimulator(this IEndpointRouteBuilder endpoints)
    {
        var simulation = endpoints.ServiceProvider.GetRequiredService<Simulation>();
        if (!simulation.IsOn)
            return;
        var simulator = endpoints.MapGroup("/simulator")
            .ExcludeFromDescription()
            .AddEndpointFilter<RouteGroupBuilder, LocalOnly>();
        simulator.MapMethods("", [HttpMethods.Get, HttpMethods.Head], ShowPage);
        simulator.MapGet("/chat", ReadAsync);
        simulator.MapPost("/chat", WriteAsync);
        simulator.MapPost("/files", KeepPictureAsync);
        simulator.MapGet("/files/{id}", SendFile);
        if (simulation.CatchesMail)
            simulator.MapCaughtMails();
        if (simulation.Twilio is not null)
        {
            simulator.MapSimulatedTwilio();
            simulator.MapPhone();
        }

        if (simulation.TelegramToken is not null)
            simulator.MapSimulatedTelegram();
    }

    private static RazorComponentResult<SimulatorPage> ShowPage(
        HttpContext context, IWorkspaces workspaces, Phones phones, DemoAssets assets, KnownSolutions solutions,
        Simulation simulation, string? workspace = null)
    {
        var businesses = solutions.Sort(workspaces.All.Where(one => phones.ChannelsOf(one).Any()));
        var shown = businesses.FirstOrDefault(one => one.Id == workspace)
            ?? (businesses.Count > 0 ? businesses[0] : null);
        DemoHeaders.OfSimulator(context.Response);
        return new RazorComponentResult<SimulatorPage>(new Dictionary<string, object?>
        {
            ["Page"] = new DemoPage(assets, DemoWords.For(context.Request, shown?.Locale), context.Request),
            ["Businesses"] = businesses,
            ["Shown"] = shown,
            ["Solution"] = shown is null ? null : solutions[shown.Solution],
            ["CatchesMail"] = simulation.CatchesMail,
            ["Channels"] = shown is null ? [] : phones.ChannelsOf(shown).ToList(),
        })
        { PreventStreamingRendering = true };
    }

    /// <summary>
    /// A conversation as it stands; with <paramref name="after"/> once it has changed since that version, or after a
    /// while.
    /// </summary>
    private static async Task<IResult> ReadAsync(
        HttpContext context, Phones phones, Watchers watchers, IHostApplicationLifetime lifetime, TimeProvider time,
        string? workspace = null, string? kind = null, string? from = null, long? after = null)
    {
        if (!phones.TryFind(workspace, kind, from, out var key, out var problem))
            return Results.Problem(problem, statusCode: StatusCodes.Status404NotFound);
        var chat = phones.Open(key);
        if (after is { } version && watchers.TryEnter())
        {
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(
                    context.RequestAborted, lifetime.ApplicationStopping);
                await chat.WaitAsync(version, either.Token).WaitAsync(Patience, time, CancellationToken.None);
            }
            catch (Exception error) when (error is TimeoutException or OperationCanceledException)
            {
                // Nothing has happened meanwhile.
            }
            finally
            {
                watchers.Leave();
            }
        }

        return Results.Ok(chat.Read());
    }

    private static async Task<IResult> WriteAsync(
        HttpContext context, Phones phones, PhoneMessage message, string? workspace = null, string? kind = null,
        string? from = null)
    {
        if (!phones.TryFind(workspace, kind, from, out var key, out var problem))
            return Results.Problem(problem, statusCode: StatusCodes.Status404NotFound);
        if (phones.Refuse(key, message) is { } reason)
            return Results.Problem(reason, statusCode: StatusCodes.Status400BadRequest);
        return await phones.SendAsync(key, message, context.RequestAborted)
            ? Results.NoContent()
            : Results.Problem("The gateway did not take the message.", statusCode: StatusCodes.Status502BadGateway);
    }

    /// <summary>Keeps a picture that a person is about to send.</summary>
    private static async Task<IResult> KeepPictureAsync(HttpContext context, SimulatedFiles files)
    {
        if (context.Request.ContentType is not { } type || !PictureTypes.Contains(type))
            return Results.Problem(
                "Expected a picture: JPEG, PNG, GIF or WebP.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        if (context.Request.ContentLength is not (> 0 and <= MaxPictureBytes))
            return Results.Problem(
                $"Expected 1 to {MaxPictureBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        var content = new byte[context.Request.ContentLength.Value];
        await context.Request.Body.ReadExactlyAsync(content, context.RequestAborted);
        return Results.Ok(new KeptPicture(files.Keep(type, content)));
    }

    private static IResult SendFile(HttpContext context, string id, SimulatedFiles files)
    {
        if (files.Find(id) is not { } file || !file.ContentType.StartsWith("image/", StringComparison.Ordinal))
            return Results.Problem(statusCode: StatusCodes.Status404NotFound);
        DemoHeaders.OfImage(context.Response);
        return Results.Bytes(file.Content, file.ContentType);
    }

    /// <summary>A picture that was put up.</summary>
    /// <param name="Id">What a message names it by.</param>
    internal sealed record KeptPicture(string Id);

    /// <summary>How many wait for news at once; who is one too many is answered without waiting.</summary>
    internal sealed class Watchers : IDisposable
    {
        private readonly SemaphoreSlim _places = new(MaxWatchers);

        public bool TryEnter() => _places.Wait(0);

        public void Leave() => _places.Release();

        public void Dispose() => _places.Dispose();
    }
}
