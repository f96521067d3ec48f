using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Does what was read back, and tells what came of it.</summary>
internal static class ConfirmDialogue
{
    /// <summary>Answers a yes; null where it counts for none.</summary>
    public static async Task<AgentText?> AnswerAsync(InspectionRequest request)
    {
        if (request.Waiting is not { } tool)
            return null;
        var answer = await request.Turn.CallAsync(tool, new { });
        if (answer.Error is not null)
            return answer.Error is Brain.Tools.ToolErrors.Unavailable or Brain.Tools.ToolErrors.TimedOut
                ? request.Say("unavailable")
                : null;
        return tool switch
        {
            InspectionToolNames.ConfirmCancellation => request.Say(
                "calledOff", ("when", answer.As<CalledOff>()!.InWords)),
            InspectionToolNames.ConfirmBooking or InspectionToolNames.ConfirmMove => Made(request, tool, answer),
            _ => null,
        };
    }

    private static AgentText Made(InspectionRequest request, string tool, House.ToolAnswer answer)
    {
        if (answer.Json.TryGetProperty("why", out _))
        {
            var others = answer.As<BookedNot>()!.Slots;
            return others.Count == 0
                ? request.Say("gone")
                : request.Say("goneInstead", ("slots", AgentText.Join(
                    request.Turn.Facts.Locale == "fr" ? " ; " : "; ", others.Select(one => (AgentText)one.InWords))));
        }

        var booked = answer.As<Booked>()!;
        return request.Say(
            tool == InspectionToolNames.ConfirmMove ? "moved" : "booked",
            ("when", booked.InWords), ("vehicle", booked.Vehicle));
    }
}
