using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Who would like to be told when something opens up.</summary>
internal static class WaitingDialogue
{
    /// <summary>Answers.</summary>
    public static Task<AgentText> AnswerAsync(InspectionRequest request) => Task.FromResult(request.Say("waiting"));
}
