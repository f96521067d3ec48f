using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Makes the appointment that was read back.</summary>
internal sealed class ConfirmBookingTool(PlanningBook planning) : ConfirmedTool<InspectionTurn, BookingProposal>(
    InspectionToolNames.ConfirmBooking, "Makes the appointment that was read back and said yes to.")
{
    /// <inheritdoc/>
    public override bool? AgreesIn(SolutionTurn turn, string message, string readBack) =>
        Agreements.Of((InspectionTurn)turn, message, readBack, isOfCancelling: false);

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, BookingProposal proposed, ToolCall call, CancellationToken cancellationToken)
    {
        if (Slot.TryRead(turn.Centre, proposed.SlotId) is not { } slot)
            return ToolErrors.Of("not booked: the slot is none of this centre's");
        var session = turn.Context.Turn.Session;
        var origin = new BookingOrigin(
            call.IdempotencyKey, session.Id.ToString(), Guid.TryParse(session.Contact, out var id) ? id : null,
            session.Channel)
        {
            Locale = turn.Locale,
        };
        var outcome = await planning.BookAsync(
            turn.Centre, slot, proposed.Client, origin, turn.Holder, cancellationToken);
        return Outcomes.Take(turn, outcome, slot);
    }
}

/// <summary>What became of a booking or a move, taken up and told.</summary>
internal static class Outcomes
{
    /// <summary>Takes it up: what was booked is known, and where it is gone others are offered.</summary>
    public static object Take(InspectionTurn turn, BookingOutcome outcome, Slot slot)
    {
        switch (outcome)
        {
            case BookingOutcome.Booked(var appointment):
                var known = KnownAppointments.Of(appointment, turn);
                turn.Inspection = turn.Inspection.Over().Knowing(known) with { Further = null };
                return new Booked(known.Start, SlotWords.Moment(known.Start, turn.Locale).Markdown, known.Vehicle);
            case BookingOutcome.Gone(var nearest):
                turn.Withdraw();
                turn.Inspection = turn.Inspection with { Draft = turn.Inspection.Draft with { SlotId = null } };
                turn.Offer([.. nearest.Take(SlotChoosing.Most)]);
                return new BookedNot(
                    "gone", [.. nearest.Take(SlotChoosing.Most).Select(one => FoundSlot.Of(one, turn))]);
            case BookingOutcome.Refused(var reason):
                turn.Withdraw();
                turn.Inspection = turn.Inspection with
                {
                    Draft = turn.Inspection.Draft with { SlotId = null },
                    Asked = [Ask.When],
                    Offered = [],
                };
                return ToolErrors.Of($"not booked: {reason}");
            default:
                throw new InvalidOperationException($"{slot.Id}: {outcome.GetType().Name} is no known outcome.");
        }
    }
}

/// <summary>An appointment that was made or moved.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="InWords">The same, said.</param>
/// <param name="Vehicle">What comes.</param>
internal sealed record Booked(DateTimeOffset Start, string InWords, string Vehicle);

/// <summary>An appointment that was not made.</summary>
/// <param name="Why"><c>gone</c>: somebody was faster.</param>
/// <param name="Slots">The nearest others, which are offered now.</param>
internal sealed record BookedNot(string Why, IReadOnlyList<FoundSlot> Slots);
