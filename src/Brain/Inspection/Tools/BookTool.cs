using Gateway.Brain.House.Entities;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Tools;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>
/// Takes down what is told of an appointment, in any order, and reads it back once all is there. Nothing is booked
/// before the contact's yes.
/// </summary>
internal sealed class BookTool(PlanningBook planning) : Tool<InspectionTurn, BookArguments>(
    InspectionToolNames.Book,
    "Takes down what is known of the appointment; send what the contact told, and only that. When all is there, it is "
    + "read back below your answer.")
{
    private const int LongestName = 60;
    private const int LongestFurther = 600;
    private const string Own = "mine";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, BookArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var refused = new List<Refusal>();
        var before = turn.Inspection.Draft;
        var draft = WithClient(
            WithVehicle(before, arguments, turn.Centre, refused), arguments.ClientInfo, turn, refused);
        draft = WithSlot(draft, arguments.SlotId, turn, refused);
        draft = await AtSameTimeAsync(before, draft, turn, refused, cancellationToken);
        // Who writes from a telephone is reached there unless they say otherwise.
        if (draft is { Phone: null, LastName: not null } && turn.PhoneOfChannel is { } own)
            draft = draft with { Phone = own };
        turn.Inspection = turn.Inspection with
        {
            Draft = draft,
            Unclear = 0,
            Further = arguments.Further is { } further
                ? WellFormed.Cut($"{turn.Inspection.Further} {further}".Trim(), LongestFurther)
                : turn.Inspection.Further,
        };
        if (draft != before)
            turn.Withdraw();
        var noted = new BookingNoted
        {
            Refused = refused,
            Plate = draft.Plate == before.Plate ? null : draft.Plate,
        };
        if (arguments.KeepOnly)
            return noted;
        if (refused.Exists(one => one.Reason is "gone"))
        {
            var slots = await InsteadAsync(turn, draft, cancellationToken);
            return noted with { AskFor = turn.Inspection.Asked, Slots = slots };
        }

        var missing = turn.Inspection.Moving is null ? draft.Missing : [];
        if (missing.Count == 0 && turn.Inspection.Moving is null)
        {
            BookingReadBack.Propose(turn);
            return noted with { ReadBack = true };
        }

        turn.Inspection = turn.Inspection with { Asked = AskedOf(turn.Inspection, missing) };
        return noted with { AskFor = turn.Inspection.Asked };
    }

    // As long as slots stand offered, it is one of them that is waited for.
    private static IReadOnlyList<string> AskedOf(InspectionState state, IReadOnlyList<string> missing) => missing switch
    {
        [Ask.When, ..] when state.Offered.Count > 0 => [Ask.Slot],
        // Plate and make are asked for in one breath, and so are name and number.
        [Ask.Plate, Ask.Brand, ..] => [Ask.Plate, Ask.Brand],
        [Ask.Name, Ask.Phone, ..] => [Ask.Name, Ask.Phone],
        [var first, ..] => [first],
        [] => [],
    };

    private static Draft WithVehicle(Draft draft, BookArguments told, Centre centre, List<Refusal> refused)
    {
        var vehicle = CentreWords.VehicleOf(told.VehicleType);
        if (told.VehicleType is not null && vehicle is null)
            refused.Add(new Refusal("vehicle_type", "unknown"));
        if (vehicle is { } named && !centre.Takes(named))
        {
            refused.Add(new Refusal("vehicle_type", "notTaken"));
            vehicle = null;
        }

        var visit = CentreWords.VisitOf(told.Visit);
        if (told.Visit is not null && visit is null)
            refused.Add(new Refusal("visit", "unknown"));
        var energy = CentreWords.EnergyOf(told.Energy);
        if (told.Energy is not null && energy is null)
            refused.Add(new Refusal("energy", "unknown"));
        var changed = draft with
        {
            Vehicle = vehicle ?? draft.Vehicle,
            Visit = visit ?? draft.Visit,
            Energy = energy ?? draft.Energy,
        };
        return changed;
    }

    // A slot is one of a vehicle and a visit: for others it takes another one, at the same time where there is one.
    private async Task<Draft> AtSameTimeAsync(
        Draft before, Draft draft, InspectionTurn turn, List<Refusal> refused, CancellationToken cancellationToken)
    {
        if (Slot.TryRead(turn.Centre, draft.SlotId) is not { } slot
            || (slot.Vehicle == (draft.Vehicle ?? VehicleType.Car) && slot.Visit == draft.VisitOrPeriodic))
            return draft;
        var day = DateOnly.FromDateTime(turn.Clock(slot.Start).DateTime);
        var free = await planning.FindAsync(
            turn.Centre,
            new SlotQuery(day, day, draft.Vehicle ?? VehicleType.Car, draft.VisitOrPeriodic), turn.Holder,
            cancellationToken);
        if (free.FirstOrDefault(one => one.Start == slot.Start) is { } same
            && (await planning.HoldAsync(turn.Centre, [same], turn.Holder, cancellationToken)).Count == 1)
        {
            turn.Inspection = turn.Inspection with
            {
                Offered = [new OfferedSlot(same.Id, turn.Clock(same.Start), same.Minutes)],
            };
            return draft with { SlotId = same.Id };
        }

        if (before.SlotId is not null)
            refused.Add(new Refusal("slot_id", "gone"));
        return draft with { SlotId = null };
    }

    private static Draft WithClient(Draft draft, ToldClient? told, InspectionTurn turn, List<Refusal> refused)
    {
        if (told is null)
            return draft;
        var changed = draft with
        {
            FirstName = WellFormed.Line(told.FirstName, LongestName) ?? draft.FirstName,
            LastName = WellFormed.Line(told.LastName, LongestName) ?? draft.LastName,
            Brand = WellFormed.Line(told.VehicleBrand, LongestName) ?? draft.Brand,
            Model = WellFormed.Line(told.VehicleModel, LongestName) ?? draft.Model,
        };
        if (told.Phone is { } phone)
        {
            var number = phone == Own ? turn.PhoneOfChannel : PhoneNumber.Guess(phone, phone, turn.Locale);
            if (number is null)
                refused.Add(new Refusal("phone", "malformed"));
            changed = changed with { Phone = number ?? draft.Phone };
        }

        if (told.Email is { } email)
        {
            var read = ContactDetails.Read(email, []).Email;
            if (read is null)
                refused.Add(new Refusal("email", "malformed"));
            changed = changed with { Email = read ?? draft.Email };
        }

        if (told.LicensePlate is { } plate)
        {
            var read = DriverPlates.Read(plate);
            if (read is null)
                refused.Add(new Refusal("license_plate", "malformed"));
            changed = changed with { Plate = read ?? draft.Plate };
        }

        return changed;
    }

    private static Draft WithSlot(Draft draft, string? id, InspectionTurn turn, List<Refusal> refused)
    {
        if (id is null)
            return draft;
        if (Slot.TryRead(turn.Centre, id) is not { } slot)
        {
            refused.Add(new Refusal("slot_id", "unknown"));
            return draft;
        }

        if (slot.Start < turn.Context.At || !turn.Inspection.Offered.Any(one => one.Id == id))
        {
            refused.Add(new Refusal("slot_id", "gone"));
            return draft with { SlotId = null };
        }

        return draft with { SlotId = id };
    }

    // The slot that was chosen is no longer one that was offered: others near it are.
    private async Task<IReadOnlyList<FoundSlot>> InsteadAsync(
        InspectionTurn turn, Draft draft, CancellationToken cancellationToken)
    {
        var day = turn.Inspection.Wish?.From is { } wished && wished >= turn.Today ? wished : turn.Today;
        var found = await planning.FindAsync(
            turn.Centre,
            new SlotQuery(day, day.AddDays(6), draft.Vehicle ?? VehicleType.Car, draft.VisitOrPeriodic),
            turn.Holder, cancellationToken);
        var held = await planning.HoldAsync(
            turn.Centre, SlotChoosing.Choose(found, turn.Clock, turn.Inspection.Wish?.Near), turn.Holder,
            cancellationToken);
        turn.Offer(held);
        return [.. held.Select(slot => FoundSlot.Of(slot, turn))];
    }
}
