using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Inspection.AgentCalls;

/// <summary>
/// What an agent of ElevenLabs is answered by its two tools, in a few words that its model reads. Who offers a slot
/// keeps it for the call; a call that books a slot twice books it once.
/// </summary>
internal sealed class ToolAnswers(PlanningBook planning, TimeProvider clock)
{
    private const int MostOffered = 3;
    private const int MostCall = 100;
    private const int MostDays = 60;

    private static readonly TimeSpan OneWeek = TimeSpan.FromDays(7);

    /// <summary><c>get_slots</c>: free slots, the first ones, kept for the call.</summary>
    public async Task<JsonObject> SlotsAsync(Centre centre, JsonElement asked, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), centre.Zone).DateTime);
        var vehicleName = Text(asked, "vehicle_type") ?? VehicleType.Car.InWire();
        if (Day(asked, "start_date") is not { } from)
            return Error("start_date: expected a day as YYYY-MM-DD.");
        if (from < today)
            return Error($"start_date is past: today is {today:yyyy-MM-dd}.");
        var to = Text(asked, "end_date") is null ? from.AddDays((int)OneWeek.TotalDays) : Day(asked, "end_date");
        if (to is not { } until)
            return Error("end_date: expected a day as YYYY-MM-DD.");
        if (until < from)
            return Error("end_date lies before start_date.");
        if (CentreWords.VehicleOf(vehicleName) is not { } vehicle)
            return Error($"vehicle_type: expected one of {string.Join(", ", CentreWords.VehicleNames)}.");
        if (!centre.Takes(vehicle))
            return Error("The centre does not inspect such vehicles.");
        var visit = Text(asked, "visit") is { } visitName ? CentreWords.VisitOf(visitName) : VisitKind.Periodic;
        if (visit is null)
            return Error($"visit: expected one of {string.Join(", ", CentreWords.VisitNames)}.");
        if (PlanningWords.PartOf(Text(asked, "preferred_time") ?? "any") is not { } part)
            return Error($"preferred_time: expected one of {string.Join(", ", PlanningWords.PartNames)}.");
        var last = until > from.AddDays(MostDays) ? from.AddDays(MostDays) : until;
        var holder = HolderOf(asked);
        var free = await planning.FindAsync(
            centre, new SlotQuery(from, last, vehicle, visit.Value) { Part = part }, holder, cancellationToken);
        IReadOnlyList<Slot> offered = Apart(free);
        if (holder is not null && offered.Count > 0)
            offered = await planning.HoldAsync(centre, offered, holder, cancellationToken);
        return new JsonObject { ["slots"] = Written(offered), ["more"] = free.Count > offered.Count };
    }

    /// <summary><c>book</c>: books a slot.</summary>
    public async Task<JsonObject> BookAsync(Centre centre, JsonElement asked, CancellationToken cancellationToken)
    {
        if (Slot.TryRead(centre, Text(asked, "slot_id")) is not { } slot)
            return Error("slot_id: expected one that get_slots returned.");
        var client = asked.TryGetProperty("client_info", out var found) && found.ValueKind == JsonValueKind.Object
            ? found
            : default;
        var info = new ClientInfo(
            Text(client, "first_name") ?? "", Text(client, "last_name") ?? "", Text(client, "phone") ?? "",
            Text(client, "email"), Text(client, "vehicle_brand") ?? "", Text(client, "vehicle_model"),
            Text(client, "license_plate") ?? "");
        var holder = HolderOf(asked);
        // Without the call's id the vehicle stands for it: it cannot be there twice.
        var key = $"{holder ?? $"elevenlabs:{ClientInfo.PlateOf(info.LicensePlate)}"}:{slot.Id}";
        var outcome = await planning.BookAsync(
            centre, slot, info, new BookingOrigin(key, Session: null, Contact: null, Sessions.ChannelKind.Voice),
            holder, cancellationToken);
        return outcome switch
        {
            BookingOutcome.Booked { Appointment: var booked } => new JsonObject
            {
                ["booked"] = true,
                ["appointment_id"] = booked.Id.ToString(),
                ["start"] = Local(TimeZoneInfo.ConvertTime(booked.SlotDatetime, centre.Zone)),
                ["license_plate"] = booked.LicensePlate,
            },
            BookingOutcome.Gone { Nearest: var nearest } => new JsonObject
            {
                ["booked"] = false,
                ["error"] = "The slot is taken. Offer one of these.",
                ["slots"] = Written([.. nearest.Take(MostOffered)]),
            },
            BookingOutcome.Refused { Reason: var reason } => new JsonObject
            {
                ["booked"] = false,
                ["error"] = Words(reason),
            },
            _ => Error("It was not booked."),
        };
    }

    // Times that overlap are no choice, and would have to be kept in as many bays.
    private static List<Slot> Apart(IReadOnlyList<Slot> free)
    {
        var chosen = new List<Slot>();
        foreach (var slot in free.OrderBy(slot => slot.Start))
        {
            if (chosen.Count < MostOffered && (chosen.Count == 0 || slot.Start >= chosen[^1].End))
                chosen.Add(slot);
        }

        return chosen;
    }

    private static JsonArray Written(IReadOnlyList<Slot> slots) =>
        [.. slots.Select(slot => (JsonNode?)new JsonObject
        {
            ["slot_id"] = slot.Id,
            ["start"] = Local(slot.Start),
            ["minutes"] = slot.Minutes,
        })];

    // With the day's name, which models count wrong.
    private static string Local(DateTimeOffset time) =>
        time.ToString("dddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string? HolderOf(JsonElement asked) =>
        Text(asked, "conversation_id") is { Length: > 0 and <= MostCall } call ? $"elevenlabs:{call}" : null;

    private static string Words(BookingRefusal reason) => reason switch
    {
        BookingRefusal.NameMissing => "first_name and last_name are missing: ask for them.",
        BookingRefusal.PhoneMalformed => "phone is no telephone number: ask for it again.",
        BookingRefusal.PlateMalformed => "license_plate is no number plate: ask for it again, letter by letter.",
        BookingRefusal.BrandMissing => "vehicle_brand is missing: ask for it.",
        BookingRefusal.EmailMalformed => "email is no address: ask for it again, or leave it out.",
        BookingRefusal.VehicleNotTaken => "The centre does not inspect such vehicles.",
        BookingRefusal.ClosedDay => "The centre is closed that day: call get_slots again.",
        _ => "That slot cannot be booked any more: call get_slots again.",
    };

    private static JsonObject Error(string words) => new() { ["error"] = words };

    private static DateOnly? Day(JsonElement json, string name) => DateOnly.TryParseExact(
        Text(json, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 2000 and < 9000
        ? day
        : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
