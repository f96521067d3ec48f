using System.Security.Cryptography;
using System.Text;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Stage;

namespace Gateway.Simulator.Telegram;

/// <summary>The part of Telegram's Bot API that the gateway calls, for the simulated bot.</summary>
internal static class TelegramEndpoints
{
    private const int MaxPatienceSeconds = 50;
    private const int MaxUpdates = 100;

    /// <summary>Maps it below <paramref name="simulator"/>.</summary>
    public static void MapSimulatedTelegram(this IEndpointRouteBuilder simulator)
    {
        simulator.MapMethods("/telegram/bot{token}/{method}", [HttpMethods.Get, HttpMethods.Post], CallAsync);
        simulator.MapGet("/telegram/file/bot{token}/photos/{id}", SendFile);
    }

    private static async Task<IResult> CallAsync(
        string token, string method, HttpContext http, SimulatedTelegram telegram, TelegramUpdates updates, Simulation simulation, IHostApplicationLifetime lifetime)
    {
        if (!IsToken(token, simulation))
            return Say(TelegramAnswer.Refused(401, "Unauthorized"));
        if (await TelegramCall.ReadAsync(http.Request) is not { } call)
            return Say(TelegramAnswer.Refused(400, "Bad Request: can't parse the request"));
        if (!method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase))
            return Say(telegram.Answer(method, call));
        if (updates.Url.Length > 0)
            return Say(TelegramAnswer.Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"));
        var patience = TimeSpan.FromSeconds(Math.Clamp(call.Number("timeout") ?? 0, 0, MaxPatienceSeconds));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var limit = (int)Math.Clamp(call.Number("limit") ?? MaxUpdates, 1, MaxUpdates);
        return Say(new TelegramAnswer(await updates.TakeAsync(call.Number("offset") ?? 0, limit, patience, either.Token)));
    }

    private static IResult SendFile(string token, string id, SimulatedFiles files, Simulation simulation) =>
        IsToken(token, simulation) && files.Find(id) is { } file ? Results.Bytes(file.Content, file.ContentType) : Results.NotFound();

    private static bool IsToken(string token, Simulation simulation) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(simulation.TelegramToken!));

    private static IResult Say(TelegramAnswer answer) =>
        Results.Json(answer.ToJson(), statusCode: answer.ErrorCode == 0 ? StatusCodes.Status200OK : answer.ErrorCode);
}
