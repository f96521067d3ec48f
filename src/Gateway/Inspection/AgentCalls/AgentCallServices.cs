using System.Security.Claims;
using Gateway.Brain.Inspection.Planning;
using Gateway.Operators;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Inspection.AgentCalls;

/// <summary>Registers what answers the agents of ElevenLabs, and keeps what they have said.</summary>
internal static class AgentCallServices
{
    private const int MostCalls = 100;

    /// <summary>Adds it. Expects provisioning, the records, the workspaces and the channels' gate.</summary>
    public static IServiceCollection AddAgentCalls(this IServiceCollection services)
    {
        services.TryAddSingleton<ToolAnswers>();
        services.TryAddSingleton<CallArchive>();
        services.TryAddSingleton<AgentCallEndpoints>();
        return services.AddPlanning();
    }

    /// <summary>Maps their webhooks.</summary>
    public static void MapAgentCalls(this IEndpointRouteBuilder app)
    {
        var endpoints = app.ServiceProvider.GetRequiredService<AgentCallEndpoints>();
        app.MapPost("/webhooks/elevenlabs/post-call", endpoints.PostCallAsync);
        app.MapPost("/webhooks/elevenlabs/centres/{id}/slots", endpoints.SlotsAsync);
        app.MapPost("/webhooks/elevenlabs/centres/{id}/bookings", endpoints.BookAsync);
    }

    /// <summary>Maps what the API shows of calls, under <paramref name="api"/>, which checks the key.</summary>
    public static RouteGroupBuilder MapCalls(this RouteGroupBuilder api)
    {
        api.MapGet("/centers/{id}/calls", ListAsync)
            .WithSummary("The newest calls that the centre's agent at ElevenLabs has had, with what was said");
        return api;
    }

    private static async Task<Results<Ok<CallPage>, ProblemHttpResult>> ListAsync(
        string id, int? limit, ClaimsPrincipal caller, CallArchive archive, CancellationToken cancellationToken) =>
        caller.MaySee(id)
            ? TypedResults.Ok(new CallPage(
                await archive.ListAsync(id, Math.Clamp(limit ?? 20, 1, MostCalls), cancellationToken)))
            : TypedResults.Problem("There is no such centre.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>Some calls.</summary>
/// <param name="Items">The newest first.</param>
internal sealed record CallPage(IReadOnlyList<CallView> Items);
