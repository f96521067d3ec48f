using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>How what is missing is asked for.</summary>
internal static class Questions
{
    /// <summary>The question; null where nothing is missing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fields">What is missing, the first first.</param>
    /// <param name="isAgain">Whether it was asked before.</param>
    public static AgentText? Ask(InspectionRequest request, IReadOnlyList<string> fields, bool isAgain = false) =>
        fields switch
        {
            [] => null,
            [State.Ask.Vehicle, ..] => request.Say("askVehicle"),
            [State.Ask.Energy, ..] => request.Say("askEnergy"),
            [State.Ask.When, ..] => request.Say("askWhen"),
            [State.Ask.Slot, ..] => request.Say(isAgain ? "askSlotAgain" : "askSlot"),
            [State.Ask.Plate, State.Ask.Brand, ..] => request.Say("askPlateAndBrand"),
            [State.Ask.Plate, ..] => request.Say("askPlate"),
            [State.Ask.Brand, ..] => request.Say("askBrand"),
            [State.Ask.Name, State.Ask.Phone, ..] => request.Say("askNameAndPhone"),
            [State.Ask.Name, ..] => request.Say(
                request.State.Draft.LastName is null && request.Told.LastName is null ? "askName" : "askFirstName"),
            [State.Ask.Phone, ..] => request.Say("askPhone"),
            [State.Ask.Code, ..] => request.Say("askCode"),
            [State.Ask.Which, ..] => request.Say("askWhich"),
            _ => null,
        };
}
