using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Inspection.Planning;

/// <summary>Somebody who is taken at the desk.</summary>
/// <param name="CenterId">Id of the centre.</param>
/// <param name="ClientInfo">Who it is; only the plate must be there.</param>
/// <param name="VehicleType">With what; a car when it is left out.</param>
/// <param name="Visit">Why; the periodic visit when it is left out.</param>
/// <param name="At">From when on; now when it is left out.</param>
/// <param name="Minutes">How long, 5 to 480.</param>
/// <param name="Bay">In which bay; any when it is left out.</param>
internal sealed record WalkInBody(
    [property: JsonPropertyName("center_id")] string? CenterId,
    [property: JsonPropertyName("client_info")] ClientBody? ClientInfo,
    [property: JsonPropertyName("vehicle_type")] string? VehicleType,
    [property: JsonPropertyName("visit")] string? Visit,
    [property: JsonPropertyName("at")] DateTimeOffset? At,
    [property: JsonPropertyName("minutes")] int? Minutes,
    [property: JsonPropertyName("bay")] string? Bay);

/// <summary>A time to take out.</summary>
/// <param name="CenterId">Id of the centre.</param>
/// <param name="Bay">Id of the bay; all of them when it is left out.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Note">What there is to say about it, in a line.</param>
internal sealed record BlockBody(
    [property: JsonPropertyName("center_id")] string? CenterId,
    [property: JsonPropertyName("bay")] string? Bay,
    [property: JsonPropertyName("from")] DateTimeOffset? From,
    [property: JsonPropertyName("to")] DateTimeOffset? To,
    [property: JsonPropertyName("note")] string? Note);

/// <summary>A block that was made.</summary>
/// <param name="Id">What gives it back.</param>
/// <param name="Conflicts">Appointments that stand in that time, soonest first; mostly empty.</param>
internal sealed record BlockedView(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("conflicts")] IReadOnlyList<AppointmentView> Conflicts);

/// <summary>What is taken out of some days.</summary>
/// <param name="Items">In its order; a block of several bays is several.</param>
internal sealed record BlockPage(IReadOnlyList<BlockView> Items);

/// <summary>A time that is taken out of a bay.</summary>
/// <param name="Id">Of the block, or of the event; null when it has none.</param>
/// <param name="Bay">Id of the bay.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Kind"><c>block</c> or <c>calendar</c>.</param>
/// <param name="Note">What there is to say about it; mostly null.</param>
internal sealed record BlockView(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("bay")] string Bay,
    [property: JsonPropertyName("from")] DateTimeOffset From,
    [property: JsonPropertyName("to")] DateTimeOffset To,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("note")] string? Note)
{
    public static BlockView Of(BayTime time, TimeZoneInfo zone) => new(
        time.Key, time.Bay, TimeZoneInfo.ConvertTime(new DateTimeOffset(time.During.LowerBound), zone),
        TimeZoneInfo.ConvertTime(new DateTimeOffset(time.During.UpperBound), zone), time.Kind, time.Note);
}
