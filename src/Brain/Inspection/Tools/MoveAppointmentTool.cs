using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Takes down that an appointment is to be moved, and reads the new time back once it is chosen.</summary>
internal sealed class MoveAppointmentTool() : Tool<InspectionTurn, MoveArguments>(
    InspectionToolNames.MoveAppointment,
    "Takes down which of the contact's appointments is to be moved; with slot_id it reads the new time back below your "
    + "answer. Find slots with get_slots in between.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        InspectionTurn turn, MoveArguments arguments, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult<object>(Move(turn, arguments));

    private static MoveNoted Move(InspectionTurn turn, MoveArguments arguments)
    {
        var state = turn.Inspection with { For = FindFor.Move };
        var meant = arguments.Number is null && state.Moving is { } moving
            ? state.Known.FirstOrDefault(one => one.Id == moving)
            : state.Meant(arguments.Number);
        turn.Withdraw();
        if (meant is null)
        {
            turn.Inspection = state with { Asked = state.Known.Count == 0 ? [Ask.Phone] : [Ask.Which] };
            return new MoveNoted { AskFor = turn.Inspection.Asked };
        }

        if (Slot.TryRead(turn.Centre, meant.SlotId) is { } now)
        {
            state = state with
            {
                Draft = state.Draft with { Vehicle = now.Vehicle, Visit = now.Visit },
            };
        }

        state = state with { Moving = meant.Id, Unclear = 0 };
        if (arguments.SlotId is not { } id || !state.Offered.Any(one => one.Id == id))
        {
            turn.Inspection = state with { Asked = [state.Offered.Count > 0 ? Ask.Slot : Ask.When] };
            return new MoveNoted { AskFor = turn.Inspection.Asked };
        }

        var to = state.Offered.First(one => one.Id == id);
        turn.Inspection = state with { Asked = [] };
        var proposed = turn.Propose(
            InspectionToolNames.ConfirmMove, new MoveProposal(meant.Id, id),
            turn.Say(
                "moveReadBack", ("vehicle", meant.Vehicle), ("from", SlotWords.Moment(meant.Start, turn.Locale)),
                ("to", SlotWords.Moment(to.Start, turn.Locale))));
        turn.Show(new QuickRepliesPart(
        [
            new QuickReply(turn.Label("confirmAction"), ConfirmPayload.Of(proposed.Digest)),
            new QuickReply(turn.Label("othersAction"), InspectionPayload.Others),
        ]));
        return new MoveNoted { ReadBack = true };
    }
}

/// <summary>Which appointment is to be moved, and to when.</summary>
internal sealed record MoveArguments
{
    /// <summary>Its number in the list, from 1; null: the only one, or the one that is being moved.</summary>
    [Description("Number of the appointment in the list that find_appointments gave.")]
    public int? Number { get; init; }

    /// <summary>The slot that was chosen of those offered; null as long as none was.</summary>
    [JsonPropertyName("slot_id")]
    public string? SlotId { get; init; }
}

/// <summary>How a move stands.</summary>
internal sealed record MoveNoted
{
    /// <summary>What is to be asked for.</summary>
    public IReadOnlyList<string> AskFor { get; init; } = [];

    /// <summary>Whether it was read back and waits for a yes.</summary>
    public bool ReadBack { get; init; }
}

/// <summary>A move as it was read back.</summary>
/// <param name="Appointment">Id of the appointment.</param>
/// <param name="SlotId">The slot it gets.</param>
internal sealed record MoveProposal(Guid Appointment, string SlotId);

/// <summary>Moves the appointment as it was read back.</summary>
internal sealed class ConfirmMoveTool(PlanningBook planning) : ConfirmedTool<InspectionTurn, MoveProposal>(
    InspectionToolNames.ConfirmMove, "Moves the appointment as it was read back and said yes to.")
{
    /// <inheritdoc/>
    public override bool? AgreesIn(SolutionTurn turn, string message, string readBack) =>
        Agreements.Of((InspectionTurn)turn, message, readBack, isOfCancelling: false);

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, MoveProposal proposed, ToolCall call, CancellationToken cancellationToken)
    {
        if (!turn.Inspection.Known.Any(one => one.Id == proposed.Appointment)
            || Slot.TryRead(turn.Centre, proposed.SlotId) is not { } slot)
            return ToolErrors.Of("not moved: there is no such appointment of this contact");
        var outcome = await planning.MoveAsync(
            turn.Centre, proposed.Appointment, slot, call.IdempotencyKey, turn.Holder, cancellationToken);
        return Outcomes.Take(turn, outcome, slot);
    }
}
