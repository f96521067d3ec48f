namespace Gateway.Simulator.Twilio;

/// <summary>Where the simulated account's API is.</summary>
internal static class TwilioEndpoints
{
    /// <summary>Maps it below <paramref name="simulator"/>.</summary>
    public static void MapSimulatedTwilio(this IEndpointRouteBuilder simulator) => simulator.MapMethods(
        "/twilio/{**path}",
        [HttpMethods.Get, HttpMethods.Post, HttpMethods.Delete],
        (HttpContext http, string? path, SimulatedTwilio twilio) => twilio.AnswerAsync(http, $"/{path}"));
}
