using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>What is to become of appointments that are there: told, moved, called off, waited for.</summary>
internal static class AppointmentDialogue
{
    private const int LeastCodeDigits = 4;
    private const int DaysOfWeek = 7;

    /// <summary>
    /// Whoever writes from a telephone has their appointments at hand from the beginning: a message that names the day
    /// of one is of it.
    /// </summary>
    public static async Task<InspectionRequest> RecallAsync(InspectionRequest request)
    {
        if (request.State is not { Known.Count: 0, IsBooking: false, Asked.Count: 0 } || request.Told.Phone is not null
            || request.Told.Plate is not null || !IsOnTelephone(request) || !MayBeOfOne(request))
            return request;
        var found = await request.CallAsync<AppointmentsFound>(
            InspectionToolNames.FindAppointments, new FindAppointmentsArguments { For = FindFor.Tell });
        return found is not { Appointments.Count: > 0 } ? request : request.In(request.State with
        {
            Known = [.. found.Appointments.Select(one => new KnownAppointment(Guid.Empty, "", one.Start, one.Vehicle))],
        });
    }

    /// <summary>Answers; null where the message speaks of no appointment that is there.</summary>
    public static async Task<AgentText?> AnswerAsync(InspectionRequest request)
    {
        var (reading, state) = (request.Reading, request.State);
        if (state.Code is not null && state.Asked.Contains(Ask.Code) && CodeIn(request) is { } code)
        {
            return await FoundAsync(request, await request.CallAsync<AppointmentsFound>(
                InspectionToolNames.CheckCode, new CheckCodeArguments(code)));
        }

        if (reading.Does("late"))
            return await BookingDialogue.HandOverAsync(request, HandOverReason.Late);
        if (reading.Does("waitlist") || WaitingDialogue.GoesOn(request))
            return await WaitingDialogue.AnswerAsync(request);
        if (reading.Does("cancel") || reading.Does("refuse") || (request.Waiting is null && state.Draft.IsEmpty
            && (reading.LikelihoodOf(act => act is "cancel") >= 0.2f || reading.Does("move")
                || state.Moving is not null)
            && GivesUp(request)))
            return await CancelAsync(request);
        if (request.WouldMove && request.Waiting is null && state.Draft.SlotId is null
            && (state.Known.Count > 0 || request.Wish is null
                || AppointmentWords.Speaking().IsMatch(request.Heard.Text)))
            return await FindAsync(request, FindFor.Move);
        if (request.Waiting is null && !state.IsBooking && state.Known.Count > 0 && NamesOne(request))
            return await FindAsync(
                request, AppointmentWords.IsGivenUp().IsMatch(request.Heard.Text) ? FindFor.Cancel : FindFor.Move);
        // "Might I have Monday at two?" asks for an appointment, not after one.
        if (reading.Does("find") && (state.Known.Count > 0 || AppointmentWords.Speaking().IsMatch(request.Heard.Text)
            || (request.Wish is null && IsOnTelephone(request))))
            return await FindAsync(request, FindFor.Tell);
        // The number was asked for to find it.
        if (state.Asked is [Ask.Phone] && !state.IsBooking && request.Told.Phone is not null)
            return await FindAsync(request, state.For);
        if (state.Asked is [Ask.Which] && (NumberIn(request) ?? MeantBy(request, state.Known)) is { } number)
            return state.For == FindFor.Cancel
                ? await CancelAsync(request, number)
                : await MoveAsync(request, number);
        return null;
    }

    private static bool IsOnTelephone(InspectionRequest request) =>
        request.Turn.Facts.Channel is Sessions.ChannelKind.Sms or Sessions.ChannelKind.WhatsApp;

    private static bool MayBeOfOne(InspectionRequest request) => AppointmentWords.Speaking().IsMatch(request.Heard.Text)
        || request.Reading.LikelihoodOf(act => act is "move" or "cancel" or "find" or "late") >= 0.1f
        || request.AllTimes.Any(time => time is TimePoint { Day: not null });

    // It names the day of an appointment that is there, and says that it is one, or cannot be kept.
    private static bool NamesOne(InspectionRequest request) => request.Told.Plate is null
        && (AppointmentWords.Speaking().IsMatch(request.Heard.Text)
            || AppointmentWords.Sooner().IsMatch(request.Heard.Text))
        && !request.Reading.Does("find")
        && request.AllTimes.Any(time => time is TimePoint { Day: { } day }
            && request.State.Known.Any(one => DateOnly.FromDateTime(one.Start.DateTime) == day));

    // What needs no other day: the vehicle is gone, or the appointment is of no use.
    private static bool GivesUp(InspectionRequest request) => AppointmentWords.IsGivenUp().IsMatch(request.Heard.Text)
        && request.AllTimes.All(time => time is not TimePoint { Day: { } day }
            || request.State.Known.Count == 0
            || request.State.Known.Any(one => DateOnly.FromDateTime(one.Start.DateTime) == day));

    private static async Task<AgentText> CancelAsync(InspectionRequest request)
    {
        if (request.Waiting == InspectionToolNames.ConfirmCancellation
            && await ConfirmDialogue.AnswerAsync(request) is { } done)
            return done;
        // What is under way is dropped before anything that is recorded is touched.
        if (request.State is { IsBooking: true, Moving: null } || request.Waiting is not null)
        {
            await request.CallAsync<StartedOver>(InspectionToolNames.StartOver, new { });
            return request.Say("dropped");
        }

        if (request.State is { Moving: not null } && !AppointmentWords.IsGivenUp().IsMatch(request.Heard.Text))
        {
            await request.CallAsync<StartedOver>(InspectionToolNames.StartOver, new { });
            return request.Say("leftAsItIs");
        }

        return await FindAsync(request, FindFor.Cancel);
    }

    private static async Task<AgentText> FindAsync(InspectionRequest request, FindFor purpose)
    {
        var found = request.State.Known.Count > 0 && request.Told.Phone is null
            ? new AppointmentsFound
            {
                For = purpose,
                Appointments = [.. request.State.Known.Select((one, place) => new AppointmentTold(
                    place + 1, one.Start,
                    Scene.SlotWords.Moment(one.Start, request.Turn.Facts.Locale).Markdown, one.Vehicle))],
            }
            : await request.CallAsync<AppointmentsFound>(InspectionToolNames.FindAppointments,
                new FindAppointmentsArguments
                {
                    Phone = request.Told.Phone,
                    LicensePlate = purpose == FindFor.Tell ? request.Told.Plate : null,
                    For = purpose,
                });
        return await FoundAsync(request, found);
    }

    private static async Task<AgentText> FoundAsync(InspectionRequest request, AppointmentsFound? found)
    {
        switch (found)
        {
            case null:
                return request.Say("unavailable");
            case { CodeSentTo: { } end }:
                return request.Say("codeSent", ("end", end));
            case { Why: { } why }:
                return request.Say(why);
            case { Appointments: [] }:
                return request.Say("noAppointment");
            case { For: FindFor.Tell }:
                return request.Say("yourAppointments", ("appointments", AgentText.Join("\n", found.Appointments.Select(
                    one => request.Say("appointment", ("when", one.InWords), ("vehicle", one.Vehicle))))));
            case { For: FindFor.Cancel }:
                return await CancelAsync(request, found.Appointments is [_] ? null : Meant(request, found), found);
            default:
                return await MoveAsync(request, found.Appointments is [_] ? null : Meant(request, found), found);
        }
    }

    private static async Task<AgentText> CancelAsync(
        InspectionRequest request, int? number, AppointmentsFound? found = null)
    {
        var noted = await request.CallAsync<MoveNoted>(
            InspectionToolNames.CancelAppointment, new CancelArguments { Number = number });
        return noted switch
        {
            null => request.Say("unavailable"),
            { ReadBack: true } => request.Say("hereItIs"),
            _ => Which(request, found),
        };
    }

    private static async Task<AgentText> MoveAsync(
        InspectionRequest request, int? number, AppointmentsFound? found = null)
    {
        var noted = await request.CallAsync<MoveNoted>(
            InspectionToolNames.MoveAppointment, new MoveArguments { Number = number });
        if (noted is null)
            return request.Say("unavailable");
        if (noted.AskFor is [Ask.Which] or [Ask.Phone])
            return Which(request, found);
        // "That afternoon instead": of the day that it is on.
        var now = found?.Appointments is [var only] ? only.Start
            : request.State.Known is [var known] ? known.Start
            : (DateTimeOffset?)null;
        if (request.WishIn(
                Others(request, number, found), now is { } start ? DateOnly.FromDateTime(start.DateTime) : null)
            is not { } wish)
            return request.Say("moveToWhen");
        var slots = await SlotDialogue.FindAsync(request, wish, others: false);
        if (SlotDialogue.Exactly(slots, wish) is not { } exactly)
            return SlotDialogue.Tell(request, slots, wish) ?? request.Say("moveToWhen");
        var readBack = await request.CallAsync<MoveNoted>(
            InspectionToolNames.MoveAppointment, new MoveArguments { SlotId = exactly });
        return readBack is { ReadBack: true } ? request.Say("hereItIs") : request.Say("moveToWhen");
    }

    // When the appointment is now says nothing of when they would rather come.
    private static List<SaidTime> Others(InspectionRequest request, int? number, AppointmentsFound? found = null)
    {
        List<DateTimeOffset> starts =
        [
            .. request.State.Known.Select(one => one.Start),
            .. found?.Appointments.Where(one => number is null || one.Number == number).Select(one => one.Start) ?? [],
        ];
        return [.. request.TimesBut(value => value is TimePoint { Day: { } day } point
            && starts.Exists(start => DateOnly.FromDateTime(start.DateTime) == day
                && (point.Time is null || point.Time == TimeOnly.FromDateTime(start.DateTime)
                    || point.Time.Value.AddHours(12) == TimeOnly.FromDateTime(start.DateTime)))).Select(Sooner)];

        // "Bring it forward from Monday to Saturday": the Saturday before.
        SaidTime Sooner(SaidTime time) => time.Value is TimePoint { Day: { } day } point && starts.Count == 1
            && day > DateOnly.FromDateTime(starts[0].DateTime) && day.AddDays(-DaysOfWeek) >= request.Today
            && !time.Words.Any(char.IsAsciiDigit) && AppointmentWords.Forward().IsMatch(request.Heard.Text)
                ? time with { Value = point with { Day = day.AddDays(-DaysOfWeek) } }
                : time;
    }

    private static AgentText Which(InspectionRequest request, AppointmentsFound? found) => found is null
        ? request.Say("askWhich")
        : request.Say("which", ("appointments", AgentText.Join("\n", found.Appointments.Select(one => request.Say(
            "numbered", ("number", $"{one.Number}"), ("when", one.InWords), ("vehicle", one.Vehicle))))));

    // The one whose plate, make or day was named.
    private static int? MeantBy(InspectionRequest request, IReadOnlyList<KnownAppointment> known) =>
        Meant(request, new AppointmentsFound
        {
            Appointments = [.. known.Select(
                (one, place) => new AppointmentTold(place + 1, one.Start, "", one.Vehicle))],
        });

    private static int? Meant(InspectionRequest request, AppointmentsFound found)
    {
        var told = request.Told;
        List<AppointmentTold> meant = [.. found.Appointments.Where(one =>
            (told.Plate is { } plate && one.Vehicle.Contains(plate, StringComparison.OrdinalIgnoreCase))
            || (told.Plate is null && told.Brand is { } brand
                && one.Vehicle.Contains(brand, StringComparison.OrdinalIgnoreCase)))];
        return meant is [var only] ? only.Number : null;
    }

    private static int? NumberIn(InspectionRequest request) =>
        Reference.Place(request.Heard.Words, request.State.Known.Count, wasAsked: true) is { } place
            ? place + 1
            : null;

    private static string? CodeIn(InspectionRequest request)
    {
        var digits = new string([.. request.Heard.Text.Where(char.IsAsciiDigit)]);
        return digits.Length is >= LeastCodeDigits and <= 8 ? digits : null;
    }
}
