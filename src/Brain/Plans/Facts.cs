using System.Text.Json;
using Gateway.Brain.Memory;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Plans;

/// <summary>Puts together what a model is told of a turn.</summary>
internal static class Facts
{
    /// <summary>What holds for all agents of the turn.</summary>
    public static TurnFacts Of(SolutionTurn scene, BrainState state, IReadOnlyList<string> unread) => new()
    {
        Agent = "",
        Locale = scene.Context.Locale,
        Turn = scene.Context.Turn.Id.ToString(),
        Now = scene.Now,
        Channel = scene.Context.Turn.Session.Channel,
        Workspace = scene.Context.Workspace.Name,
        WorkspaceId = scene.Context.Workspace.Id,
        Persona = scene.Persona,
        Currency = scene.Context.Workspace.Currency,
        JustIntroduced = !state.Introduced,
        Unread = unread.Count > 0 ? unread : null,
        ContactName = state.Acquaintance?.GivenName,
        Elsewhere = state.Acquaintance is { Elsewhere: { Count: > 0 } elsewhere } ? elsewhere : null,
        Earlier = state.Summary ?? RunningSummary.None,
        State = Json(scene.State),
    };

    /// <summary>The same for one request of it, as the conversation stands now.</summary>
    public static TurnFacts Now(TurnFacts told, SolutionTurn scene) => told with
    {
        Pressed = scene.Context.Payload,
        Advertisement = AdvertisementOf(scene.Context.Turn),
        Proposed = scene.Proposal is { } proposal
            ? new ProposedFact(proposal.Tool, proposal.Arguments, proposal.IsInBackground)
            : null,
        State = Json(scene.State),
    };

    /// <summary>A state as JSON.</summary>
    public static JsonElement Json(object state) =>
        JsonSerializer.SerializeToElement(state, state.GetType(), BrainJson.Options);

    // It comes with the first message that followed a press on it.
    private static string? AdvertisementOf(Turn turn) => turn.Recent.Concat(turn.Messages)
        .Select(entry => entry.Content?.Referral)
            .LastOrDefault(referral => referral is { Headline: not null } or { Body: not null }) is { } referral
            ? referral.Headline ?? referral.Body
            : null;
}
