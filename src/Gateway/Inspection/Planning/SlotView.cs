using System.Globalization;
using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Inspection.Planning;

/// <summary>The free slots of some days.</summary>
/// <param name="CenterId">Id of the centre.</param>
/// <param name="StartDate">The first day searched.</param>
/// <param name="EndDate">The last one.</param>
/// <param name="VehicleType">For what.</param>
/// <param name="PreferredTime">Of which part of the day.</param>
/// <param name="TimeZone">Where the centre's clock is.</param>
/// <param name="Slots">In their order; empty when all are taken.</param>
internal sealed record SlotsView(
    [property: JsonPropertyName("center_id")] string CenterId,
    [property: JsonPropertyName("start_date")] DateOnly StartDate,
    [property: JsonPropertyName("end_date")] DateOnly EndDate,
    [property: JsonPropertyName("vehicle_type")] string VehicleType,
    [property: JsonPropertyName("preferred_time")] string PreferredTime,
    [property: JsonPropertyName("time_zone")] string TimeZone,
    [property: JsonPropertyName("slots")] IReadOnlyList<SlotView> Slots);

/// <summary>A free slot.</summary>
/// <param name="SlotId">What it is booked by.</param>
/// <param name="SlotDatetime">When it begins, with the centre's offset.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Date">Its day at the centre.</param>
/// <param name="Time">When it begins there: <c>08:40</c>.</param>
/// <param name="DurationMinutes">How long it takes.</param>
/// <param name="VehicleType">For what.</param>
/// <param name="Visit">
/// Why: <c>periodique</c>, <c>contre_visite</c>, <c>complementaire</c> or <c>volontaire</c>.
/// </param>
/// <param name="Price">What it costs, taxes included; null where that depends on the energy, or is not said.</param>
/// <param name="Currency">Of the price, ISO 4217.</param>
internal sealed record SlotView(
    [property: JsonPropertyName("slot_id")] string SlotId,
    [property: JsonPropertyName("slot_datetime")] DateTimeOffset SlotDatetime,
    [property: JsonPropertyName("ends_at")] DateTimeOffset EndsAt,
    [property: JsonPropertyName("date")] DateOnly Date,
    [property: JsonPropertyName("time")] string Time,
    [property: JsonPropertyName("duration_minutes")] int DurationMinutes,
    [property: JsonPropertyName("vehicle_type")] string VehicleType,
    [property: JsonPropertyName("visit")] string Visit,
    [property: JsonPropertyName("price")] decimal? Price,
    [property: JsonPropertyName("currency")] string Currency)
{
    public static SlotView Of(Centre centre, Slot slot) => new(
        slot.Id, slot.Start, TimeZoneInfo.ConvertTime(slot.End, centre.Zone),
        DateOnly.FromDateTime(slot.Start.DateTime), slot.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
        slot.Minutes, slot.Vehicle.InWire(), slot.Visit.InWire(),
        centre.Prices.Find(slot.Vehicle, null, slot.Visit), centre.Currency);
}
