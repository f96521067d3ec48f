using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Finds free slots and offers a few of them, which are held for the contact for some minutes.</summary>
internal sealed class GetSlotsTool(PlanningBook planning) : Tool<InspectionTurn, GetSlotsArguments>(
    InspectionToolNames.GetSlots,
    "Finds free slots. Those it returns are shown below your answer and held for the contact for some minutes.")
{
    private const int UsualDays = 7;

    // Where nothing is free as wished, so many days further on are looked at.
    private const int DaysInstead = 21;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, GetSlotsArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        if (Refused(arguments) is { } refused)
            return ToolErrors.Of(refused);
        var draft = turn.Inspection.Draft with
        {
            Vehicle = CentreWords.VehicleOf(arguments.VehicleType) ?? turn.Inspection.Draft.Vehicle,
            Visit = CentreWords.VisitOf(arguments.Visit) ?? turn.Inspection.Draft.Visit,
        };
        var (from, to) = (arguments.StartDate, arguments.EndDate ?? arguments.StartDate.AddDays(UsualDays - 1));
        var (notBefore, notAfter) = Bounds(arguments);
        turn.Withdraw();
        turn.Inspection = turn.Inspection with
        {
            // Who looks for another time gives up the one that was chosen: nothing else is read back in its place.
            Draft = draft with { SlotId = null },
            Wish = new Wish(from, to, notBefore, notAfter, arguments.Near),
        };
        // Most who do not say bring a car; who does not is asked again when they say what comes.
        var vehicle = draft.Vehicle ?? VehicleType.Car;
        if (!turn.Centre.Takes(vehicle))
            return new SlotsFound([], "notTaken");
        if (to < turn.Today)
            return Asking(turn, Ask.When, "past");
        var last = turn.Today.AddDays(turn.Centre.DaysAhead);
        if (from > last)
            return Asking(turn, Ask.When, "tooFar");
        var query = new SlotQuery(from < turn.Today ? turn.Today : from, to > last ? last : to, vehicle,
            draft.VisitOrPeriodic)
        {
            NotBefore = notBefore,
            NotAfter = notAfter,
        };
        HashSet<string> shown = arguments.Others ? [.. turn.Inspection.Offered.Select(slot => slot.Id)] : [];
        if (await OfferAsync(turn, query, shown, arguments.Near, cancellationToken) is { Count: > 0 } found)
            return new SlotsFound(found);
        var why = IsClosed(turn.Centre, query) ? "closed" : "full";
        // As near as can be to what was wished: the same time on later days first, then any time.
        foreach (var other in Others(query, turn, last))
        {
            if (await OfferAsync(turn, other, shown, arguments.Near, cancellationToken) is { Count: > 0 } instead)
                return new SlotsFound(instead, why, Instead: true);
        }

        return Asking(turn, Ask.When, why);
    }

    private static string? Refused(GetSlotsArguments arguments)
    {
        if (arguments.VehicleType is { } vehicle && CentreWords.VehicleOf(vehicle) is null)
            return $"unknown vehicle_type; known are {string.Join(", ", CentreWords.VehicleNames)}";
        if (arguments.Visit is { } visit && CentreWords.VisitOf(visit) is null)
            return $"unknown visit; known are {string.Join(", ", CentreWords.VisitNames)}";
        if (arguments.PreferredTime is not (null or "morning" or "afternoon" or "any"))
            return "preferred_time is morning, afternoon or any";
        return arguments.EndDate < arguments.StartDate ? "end_date is before start_date" : null;
    }

    private static (TimeOnly? From, TimeOnly? To) Bounds(GetSlotsArguments arguments) => arguments.PreferredTime switch
    {
        "morning" => (arguments.NotBefore, arguments.NotAfter ?? new TimeOnly(11, 59)),
        "afternoon" => (arguments.NotBefore ?? new TimeOnly(12, 0), arguments.NotAfter),
        _ => (arguments.NotBefore, arguments.NotAfter),
    };

    private static SlotsFound Asking(InspectionTurn turn, string what, string why)
    {
        turn.Inspection = turn.Inspection with { Asked = [what], Offered = [] };
        return new SlotsFound([], why);
    }

    private static IEnumerable<SlotQuery> Others(SlotQuery query, InspectionTurn turn, DateOnly last)
    {
        var later = query with { From = query.To < last ? query.To.AddDays(1) : last, To = Least(query.To, last) };
        if (query.NotBefore is not null || query.NotAfter is not null)
            yield return query with { NotBefore = null, NotAfter = null };
        yield return later;
        if (query.From > turn.Today)
            yield return query with { From = turn.Today, To = query.From.AddDays(-1) };
        yield return later with { NotBefore = null, NotAfter = null };
    }

    private static DateOnly Least(DateOnly day, DateOnly last) =>
        day.AddDays(DaysInstead) < last ? day.AddDays(DaysInstead) : last;

    private static bool IsClosed(Centre centre, SlotQuery query)
    {
        for (var day = query.From; day <= query.To; day = day.AddDays(1))
        {
            if (centre.Hours.On(day).Any(span => (query.NotBefore is not { } from || span.Closes > from)
                && (query.NotAfter is not { } to || span.Opens <= to)))
                return false;
        }

        return true;
    }

    private async Task<IReadOnlyList<FoundSlot>> OfferAsync(
        InspectionTurn turn, SlotQuery query, HashSet<string> shown, TimeOnly? near,
        CancellationToken cancellationToken)
    {
        var free = await planning.FindAsync(turn.Centre, query, turn.Holder, cancellationToken);
        // Who names the very time wants no other beside it.
        IReadOnlyList<Slot> chosen = near is { } time && query.From == query.To && free.FirstOrDefault(
            slot => TimeOnly.FromDateTime(turn.Clock(slot.Start).DateTime) == time) is { } exact
            ? [exact]
            : SlotChoosing.Choose([.. free.Where(slot => !shown.Contains(slot.Id))], turn.Clock, near);
        if (chosen.Count == 0)
            return [];
        var held = await planning.HoldAsync(turn.Centre, chosen, turn.Holder, cancellationToken);
        if (held.Count > 0)
            turn.Offer(held);
        return [.. held.Select(slot => FoundSlot.Of(slot, turn))];
    }
}
