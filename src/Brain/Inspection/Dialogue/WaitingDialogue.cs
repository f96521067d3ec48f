using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Who would like to be told when something opens up.</summary>
internal static class WaitingDialogue
{
    /// <summary>Whether what was asked for that is told now.</summary>
    public static bool GoesOn(InspectionRequest request) => request.State.WantsToWait
        && request.State.Asked switch
        {
            [Ask.Phone] => request.Told.Phone is not null,
            [Ask.Vehicle] => request.Told.Vehicle is not null,
            _ => false,
        };

    /// <summary>Answers.</summary>
    public static async Task<AgentText> AnswerAsync(InspectionRequest request)
    {
        if (request.Told.IsOfVehicle || request.Told.LastName is not null)
            await SlotDialogue.KeepAsync(request);
        var wish = request.Wish;
        var noted = await request.CallAsync<WaitingNoted>(InspectionToolNames.JoinWaitingList, new WaitingArguments
        {
            StartDate = wish?.From,
            EndDate = wish?.To,
            Phone = request.Told.Phone,
        });
        return noted switch
        {
            null => request.Say("unavailable"),
            { AskFor.Count: > 0 } => Questions.Ask(request, noted.AskFor) ?? request.Say("waiting"),
            _ => request.Say("waiting"),
        };
    }
}
