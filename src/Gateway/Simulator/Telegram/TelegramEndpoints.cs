
namespace Gateway.Simulator.Telegram;

/// <summary>Where the simulated bot's API is.</summary>
internal static class TelegramEndpoints
{
    /// <summary>Maps it below <paramref name="simulator"/>.</summary>
    public static void MapSimulatedTelegram(this IEndpointRouteBuilder simulator)
    {
        simulator.MapMethods(
            "/telegram/bot{token}/{method}",
            [HttpMethods.Get, HttpMethods.Post],
            (string token, string method, HttpContext http, SimulatedTelegram telegram) =>
                telegram.HandleAsync(http, token, method));
        simulator.MapGet(
            "/telegram/file/bot{token}/photos/{id}",
            (string token, string id, SimulatedTelegram telegram) => telegram.Serve(token, id));
    }
}
