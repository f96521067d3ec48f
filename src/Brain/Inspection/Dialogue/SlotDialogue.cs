using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Makes or moves an appointment: takes down what is told, finds slots, asks for what is missing.</summary>
internal static class SlotDialogue
{
    private const int UsualDays = 7;

    /// <summary>Answers.</summary>
    public static async Task<AgentText> AnswerAsync(InspectionRequest request)
    {
        List<AgentText?> said = [];
        var slot = request.Picked?.Id;
        if (slot is null && WantedWish(request) is { } wish)
        {
            var found = await FindAsync(request, wish, others: Declines(request));
            slot = Exactly(found, wish);
            said.Add(slot is null ? Tell(request, found, wish) : request.Say(
                "exactlyFree", ("when", found!.Slots.First(one => one.SlotId == slot).InWords)));
            if (slot is null && found is null)
                return request.Say("unavailable");
        }

        return request.State.Moving is not null
            ? await MoveAsync(request, said, slot)
            : await NoteAsync(request, said, slot);
    }

    /// <summary>Takes down what is told, and asks for nothing.</summary>
    public static Task KeepAsync(InspectionRequest request) => TakeDownAsync(request, slot: null, keepOnly: true);

    /// <summary>Takes down what was told of a further vehicle, for when this one is booked.</summary>
    public static Task KeepForLaterAsync(InspectionRequest request, string further) =>
        request.CallAsync<BookingNoted>(
            InspectionToolNames.Book, new BookArguments { KeepOnly = true, Further = further });

    /// <summary>Finds slots for a wish.</summary>
    public static Task<SlotsFound?> FindAsync(InspectionRequest request, Wish wish, bool others) =>
        request.CallAsync<SlotsFound>(InspectionToolNames.GetSlots, new GetSlotsArguments
        {
            StartDate = wish.From,
            EndDate = wish.To,
            NotBefore = wish.NotBefore,
            NotAfter = wish.NotAfter,
            Near = wish.Near,
            VehicleType = VehicleOf(request)?.InWire(),
            Visit = request.Told.Visit?.InWire(),
            Others = others && !request.WantsLater,
        });

    /// <summary>What was found, in words.</summary>
    public static AgentText? Tell(InspectionRequest request, SlotsFound? found, Wish wish)
    {
        if (found is null)
            return request.Say("unavailable");
        var list = AgentText.Join(request.Turn.Facts.Locale == "fr" ? " ; " : "; ", found.Slots.Select(
            slot => (AgentText)slot.InWords));
        return found switch
        {
            { Why: "notTaken" } => request.Say("notTaken"),
            { Why: "past" } => request.Say("past"),
            { Why: "tooFar" } => request.Say("tooFar"),
            { Instead: true, Why: "closed" } => request.Say("closedInstead", ("slots", list)),
            { Instead: true } => request.Say("fullInstead", ("slots", list)),
            { Slots.Count: > 0 } => request.Say("slots", ("slots", list)),
            { Why: "closed" } => request.Say("closed"),
            _ => request.Say("full"),
        };
    }

    /// <summary>The one that begins just when it was wished for; null where none does.</summary>
    public static string? Exactly(SlotsFound? found, Wish wish) => found is null || wish.Near is not { } near
        ? null
        : near >= WishReader.AsLateAsCanBe && wish.From == wish.To
            ? found.Slots is [.., var latest] ? latest.SlotId : null
        : found.Slots.FirstOrDefault(slot =>
            TimeOnly.FromDateTime(slot.Start.DateTime) == near
            && DateOnly.FromDateTime(slot.Start.DateTime) == wish.From && wish.From == wish.To)?.SlotId;

    private static bool Declines(InspectionRequest request) =>
        request.Wish is null && request.State.Offered.Count > 0
        && (request.Pressed == Scene.InspectionPayload.Others
            || request.Reading.LikelihoodOf(act => act is "decline" or "slots" or "no")
                >= InspectionReading.SureEnough);

    // When to look: as they say; where they say nothing as before, or as soon as can be.
    private static Wish? WantedWish(InspectionRequest request)
    {
        var state = request.State;
        if (request.Wish is { } wish)
            return Chosen(request) is { } chosen && !IsOther(request)
                && (Suits(chosen, wish) || IsOfItsDay(request, chosen)) ? null : wish;
        if (Declines(request))
            return Later(request) ?? state.Wish;
        if (state.Offered.Count > 0 || state.Draft.SlotId is not null)
            // For another vehicle, or another visit, it takes other slots.
            return IsOther(request) ? state.Wish ?? Soon(request) : null;
        return state.Wish ?? Soon(request);
    }

    private static bool IsOther(InspectionRequest request) =>
        (request.Told.Vehicle is { } vehicle && vehicle != (request.State.Draft.Vehicle ?? VehicleType.Car))
        || (request.Told.Visit is { } visit && visit != request.State.Draft.VisitOrPeriodic);

    // The slot that is taken down already.
    private static OfferedSlot? Chosen(InspectionRequest request) => request.State.Draft.SlotId is { } id
        ? request.State.Offered.FirstOrDefault(slot => slot.Id == id)
        : null;

    // "Merci, à mercredi": the day of the week on which it is, and nothing more.
    private static bool IsOfItsDay(InspectionRequest request, OfferedSlot slot) => request.Times.Count > 0
        && request.Times.All(time => time.Value is TimePoint { Day: { } day, Time: null, Part: null }
            && !time.Words.Any(char.IsAsciiDigit) && day.DayOfWeek == slot.Start.DayOfWeek);

    // What was said of the time holds of the slot that is taken down: there is nothing to look for.
    private static bool Suits(OfferedSlot slot, Wish wish)
    {
        var (day, time) = (DateOnly.FromDateTime(slot.Start.DateTime), TimeOnly.FromDateTime(slot.Start.DateTime));
        return day >= wish.From && day <= wish.To && (wish.Near is null || wish.Near == time)
            && (wish.NotBefore is null || time >= wish.NotBefore) && (wish.NotAfter is null || time <= wish.NotAfter);
    }

    // "I work those days": from the day after the last that was offered on.
    private static Wish? Later(InspectionRequest request)
    {
        if (!request.WantsLater)
            return null;
        var from = DateOnly.FromDateTime(request.State.Offered.Max(slot => slot.Start).DateTime).AddDays(1);
        return new Wish(
            from, from.AddDays(UsualDays - 1), request.State.Wish?.NotBefore, request.State.Wish?.NotAfter,
            request.State.Wish?.Near);
    }

    private static Wish Soon(InspectionRequest request) =>
        new(request.Today, request.Today.AddDays(UsualDays - 1), null, null, null);

    // A make without a model is of a car, as far as anybody knows.
    private static VehicleType? VehicleOf(InspectionRequest request) =>
        request.Told.Vehicle ?? request.State.Draft.Vehicle
        ?? (request.Told is { Brand: not null, Model: null } ? VehicleType.Car : null);

    private static async Task<AgentText> MoveAsync(
        InspectionRequest request, List<AgentText?> said, string? slot)
    {
        var noted = await request.CallAsync<MoveNoted>(
            InspectionToolNames.MoveAppointment, new MoveArguments { SlotId = slot });
        if (noted is null)
            return request.Say("unavailable");
        if (!noted.ReadBack && said.Count == 0)
            said.Add(Questions.Ask(request, noted.AskFor));
        return Joined(said, request);
    }

    private static async Task<AgentText> NoteAsync(
        InspectionRequest request, List<AgentText?> said, string? slot)
    {
        var noted = await TakeDownAsync(request, slot, keepOnly: false);
        if (noted is null)
            return request.Say("unavailable");
        foreach (var refusal in noted.Refused)
            said.Add(Refused(request, refusal, noted));
        // Slots that were just told are asked for by their list.
        if (!noted.ReadBack && !(noted.AskFor is [Ask.Slot or Ask.When] && said.Count > 0))
            said.Add(Questions.Ask(request, noted.AskFor));
        return Joined(said, request);
    }

    private static Task<BookingNoted?> TakeDownAsync(InspectionRequest request, string? slot, bool keepOnly)
    {
        var told = request.Told;
        return request.CallAsync<BookingNoted>(InspectionToolNames.Book, new BookArguments
        {
            SlotId = slot,
            KeepOnly = keepOnly,
            VehicleType = VehicleOf(request)?.InWire(),
            Visit = told.Visit?.InWire(),
            Energy = told.Energy?.InWire(),
            ClientInfo = new ToldClient
            {
                FirstName = told.FirstName,
                LastName = told.LastName,
                Phone = told.Phone,
                Email = told.Email,
                VehicleBrand = told.Brand,
                VehicleModel = told.Model,
                LicensePlate = told.Plate,
            },
        });
    }

    private static AgentText Refused(InspectionRequest request, Refusal refusal, BookingNoted noted) =>
        (refusal.Field, refusal.Reason) switch
        {
            ("slot_id", _) when noted.Slots.Count > 0 => request.Say("goneInstead", ("slots", AgentText.Join(
                request.Turn.Facts.Locale == "fr" ? " ; " : "; ",
                noted.Slots.Select(slot => (AgentText)slot.InWords)))),
            ("slot_id", _) => request.Say("gone"),
            ("phone", _) => request.Say("phoneMalformed"),
            ("email", _) => request.Say("emailMalformed"),
            ("license_plate", _) => request.Say("plateMalformed"),
            (_, "notTaken") => request.Say("notTaken"),
            _ => request.Say("notUnderstood"),
        };

    private static AgentText Joined(IEnumerable<AgentText?> said, InspectionRequest request)
    {
        List<AgentText> all = [.. said.OfType<AgentText>().DistinctBy(text => text.Markdown)];
        return all.Count == 0 ? request.Say("hereItIs") : AgentText.Join(" ", all);
    }
}
