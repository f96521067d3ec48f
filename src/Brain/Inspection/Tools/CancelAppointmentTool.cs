using System.ComponentModel;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Reads back which appointment is to be called off.</summary>
internal sealed class CancelAppointmentTool() : Tool<InspectionTurn, CancelArguments>(
    InspectionToolNames.CancelAppointment,
    "Reads back below your answer which of the contact's appointments is to be called off.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        InspectionTurn turn, CancelArguments arguments, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult<object>(Cancel(turn, arguments.Number));

    private static MoveNoted Cancel(InspectionTurn turn, int? number)
    {
        turn.Withdraw();
        turn.Inspection = turn.Inspection with { For = FindFor.Cancel };
        if (turn.Inspection.Meant(number) is not { } meant)
        {
            turn.Inspection = turn.Inspection with
            {
                Asked = turn.Inspection.Known.Count == 0 ? [Ask.Phone] : [Ask.Which],
            };
            return new MoveNoted { AskFor = turn.Inspection.Asked };
        }

        turn.Inspection = turn.Inspection with { Asked = [], Moving = null };
        var proposed = turn.Propose(
            InspectionToolNames.ConfirmCancellation, new CancelProposal(meant.Id),
            turn.Say(
                "cancelReadBack", ("vehicle", meant.Vehicle), ("when", SlotWords.Moment(meant.Start, turn.Locale))));
        turn.Show(new QuickRepliesPart(
            [new QuickReply(turn.Label("cancelAction"), ConfirmPayload.Of(proposed.Digest))]));
        return new MoveNoted { ReadBack = true };
    }
}

/// <summary>Which appointment.</summary>
internal sealed record CancelArguments
{
    /// <summary>Its number in the list, from 1; null: the only one.</summary>
    [Description("Number of the appointment in the list that find_appointments gave.")]
    public int? Number { get; init; }
}

/// <summary>What is to be called off, as it was read back.</summary>
/// <param name="Appointment">Id of the appointment.</param>
internal sealed record CancelProposal(Guid Appointment);

/// <summary>Calls off the appointment that was read back.</summary>
internal sealed class ConfirmCancellationTool(PlanningBook planning)
    : ConfirmedTool<InspectionTurn, CancelProposal>(
        InspectionToolNames.ConfirmCancellation, "Calls off the appointment that was read back and said yes to.")
{
    /// <inheritdoc/>
    public override string? AgreedBy => Intents.Cancel;

    /// <inheritdoc/>
    public override bool? AgreesIn(SolutionTurn turn, string message, string readBack) =>
        Agreements.Of((InspectionTurn)turn, message, readBack, isOfCancelling: true);

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, CancelProposal proposed, ToolCall call, CancellationToken cancellationToken)
    {
        if (turn.Inspection.Known.FirstOrDefault(one => one.Id == proposed.Appointment) is not { } known
            || !await planning.CancelAsync(turn.Centre, proposed.Appointment, call.IdempotencyKey, cancellationToken))
            return ToolErrors.Of("not called off: there is no such appointment of this contact");
        turn.Inspection = turn.Inspection.Without(proposed.Appointment) with { Asked = [] };
        return new CalledOff(known.Start, SlotWords.Moment(known.Start, turn.Locale).Markdown, known.Vehicle);
    }
}

/// <summary>An appointment that was called off.</summary>
/// <param name="Start">When it would have begun.</param>
/// <param name="InWords">The same, said.</param>
/// <param name="Vehicle">What would have come.</param>
internal sealed record CalledOff(DateTimeOffset Start, string InWords, string Vehicle);
