using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>An appointment as it was read back.</summary>
/// <param name="SlotId">The slot.</param>
/// <param name="Client">Who comes, with what.</param>
/// <param name="Energy">What drives the vehicle, as the centre calls it; null when nobody said.</param>
internal sealed record BookingProposal(string SlotId, ClientInfo Client, string? Energy);

/// <summary>Reads an appointment back.</summary>
internal static class BookingReadBack
{
    /// <summary>Reads back an appointment of which all is there, and waits for a yes.</summary>
    public static void Propose(InspectionTurn turn)
    {
        var draft = turn.Inspection.Draft;
        if (Slot.TryRead(turn.Centre, draft.SlotId) is not { } slot)
            throw new InvalidOperationException("An appointment without its slot cannot be read back.");
        var proposal = new BookingProposal(
            draft.SlotId!,
            new ClientInfo(
                draft.FirstName!, draft.LastName!, draft.Phone!, draft.Email, draft.Brand!, draft.Model, draft.Plate!),
            draft.Energy?.InWire());
        turn.Inspection = turn.Inspection with { Asked = [] };
        var proposed = turn.Propose(InspectionToolNames.ConfirmBooking, proposal, Words(turn, draft, slot));
        turn.Show(new QuickRepliesPart(
        [
            new QuickReply(turn.Label("confirmAction"), ConfirmPayload.Of(proposed.Digest)),
            new QuickReply(turn.Label("changeAction"), InspectionPayload.Change),
        ]));
    }

    private static AgentText Words(InspectionTurn turn, Draft draft, Slot slot)
    {
        var locale = turn.Locale;
        var price = turn.Centre.Prices.Find(slot.Vehicle, draft.Energy, slot.Visit);
        List<AgentText> lines =
        [
            turn.Say("readBackHeading"),
            turn.Say("readBackWhen", ("when", SlotWords.Moment(turn.Clock(slot.Start), locale))),
            turn.Say(
                "readBackVisit", ("visit", InspectionWording.Name(slot.Visit, locale)),
                ("type", InspectionWording.Name(slot.Vehicle, locale))),
            turn.Say("readBackVehicle",
                ("vehicle", string.Join(' ', new[] { draft.Brand, draft.Model }.OfType<string>())),
                ("plate", draft.Plate!)),
            turn.Say("readBackName", ("name", $"{draft.FirstName} {draft.LastName}")),
            turn.Say("readBackPhone", ("phone", E164.ToText(draft.Phone!, "FR"))),
        ];
        if (draft.Email is { } email)
            lines.Add(turn.Say("readBackEmail", ("email", email)));
        if (price is { } amount)
        {
            lines.Add(amount == 0
                ? turn.Say("readBackFree")
                : turn.Say("readBackPrice", ("price", new Money(amount, turn.Centre.Currency).ToText(locale))));
        }

        lines.Add(turn.Say("readBackQuestion"));
        return AgentText.Join("\n", lines);
    }
}
