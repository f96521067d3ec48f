using System.ComponentModel;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Hands the conversation to the people of the centre.</summary>
internal sealed class HandOverTool() : Tool<InspectionTurn, HandOverArguments>(
    InspectionToolNames.HandOver,
    "Hands the conversation to the people of the centre; that is said below your answer.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        InspectionTurn turn, HandOverArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        // Not to be understood once is borne.
        if (arguments.Reason == HandOverReason.Unclear && turn.Inspection.Unclear + 1 < InspectionState.MostUnclear)
        {
            turn.Inspection = turn.Inspection with { Unclear = turn.Inspection.Unclear + 1 };
            return Task.FromResult<object>(new HandedOver(arguments.Reason, IsDone: false));
        }

        turn.HandOver();
        return Task.FromResult<object>(new HandedOver(arguments.Reason, IsDone: true));
    }
}

/// <summary>Why a person is wanted.</summary>
internal sealed record HandOverArguments
{
    /// <summary>Why.</summary>
    [Description("asked, unclear, complaint, late or notABooking.")]
    public required HandOverReason Reason { get; init; }
}

/// <summary>Why a person is wanted.</summary>
internal enum HandOverReason
{
    /// <summary>They asked for one.</summary>
    Asked,

    /// <summary>They were not understood twice.</summary>
    Unclear,

    /// <summary>They complain.</summary>
    Complaint,

    /// <summary>They come too late for their appointment, or do not come.</summary>
    Late,

    /// <summary>It is no matter of a booking.</summary>
    NotABooking,
}

/// <summary>What came of it.</summary>
/// <param name="Reason">Why a person is wanted.</param>
/// <param name="IsDone">Whether one takes over; else it is asked once more first.</param>
internal sealed record HandedOver(HandOverReason Reason, bool IsDone);

/// <summary>Drops what is under way.</summary>
internal sealed class StartOverTool(Planning.PlanningBook planning) : Tool<InspectionTurn, NoArguments>(
    InspectionToolNames.StartOver, "Drops the appointment that is being made or moved.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        await planning.ReleaseAsync(turn.Centre, turn.Holder, cancellationToken);
        turn.Withdraw();
        turn.Inspection = turn.Inspection.Over();
        return new StartedOver();
    }
}

/// <summary>Nothing is under way any more.</summary>
internal sealed record StartedOver;
