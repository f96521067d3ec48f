using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Inspection.Planning;

/// <summary>A page of appointments.</summary>
/// <param name="Items">In the order in which they take place.</param>
/// <param name="Next">What to pass as <c>after</c> for the following page; left out on the last one.</param>
internal sealed record AppointmentPage(
    IReadOnlyList<AppointmentView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>
/// An appointment as the API shows it, by the names of the booking interface; what is not known is null. Times have the
/// centre's offset.
/// </summary>
internal sealed record AppointmentView(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("center_id")] string CenterId,
    [property: JsonPropertyName("slot_datetime")] DateTimeOffset SlotDatetime,
    [property: JsonPropertyName("client_first_name")] string ClientFirstName,
    [property: JsonPropertyName("client_last_name")] string ClientLastName,
    [property: JsonPropertyName("client_phone")] string? ClientPhone,
    [property: JsonPropertyName("client_email")] string? ClientEmail,
    [property: JsonPropertyName("vehicle_brand")] string VehicleBrand,
    [property: JsonPropertyName("vehicle_model")] string? VehicleModel,
    [property: JsonPropertyName("license_plate")] string LicensePlate,
    [property: JsonPropertyName("vehicle_type")] string VehicleType,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("slot_id")] string SlotId,
    [property: JsonPropertyName("ends_at")] DateTimeOffset EndsAt,
    [property: JsonPropertyName("duration_minutes")] int DurationMinutes,
    [property: JsonPropertyName("bay")] string Bay,
    [property: JsonPropertyName("visit")] string Visit,
    [property: JsonPropertyName("energy")] string? Energy,
    [property: JsonPropertyName("price")] decimal? Price,
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("channel")] string Channel,
    [property: JsonPropertyName("session_id")] string? SessionId,
    [property: JsonPropertyName("contact_id")] Guid? ContactId,
    [property: JsonPropertyName("changed_at")] DateTimeOffset ChangedAt,
    [property: JsonPropertyName("cancelled_at")] DateTimeOffset? CancelledAt,
    [property: JsonPropertyName("moved_from")] DateTimeOffset? MovedFrom,
    [property: JsonPropertyName("satisfaction")] int? Satisfaction,
    [property: JsonPropertyName("result")] string? Result)
{
    /// <summary>What was done to it, oldest first; left out in lists.</summary>
    [JsonPropertyName("changes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AppointmentChangeView>? Changes { get; init; }

    /// <param name="one">The appointment.</param>
    /// <param name="zone">Where the centre's clock is.</param>
    public static AppointmentView Of(Appointment one, TimeZoneInfo zone)
    {
        DateTimeOffset There(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);
        return new AppointmentView(
            one.Id, one.CenterId, There(one.SlotDatetime), one.ClientFirstName, one.ClientLastName, one.ClientPhone,
            one.ClientEmail, one.VehicleBrand, one.VehicleModel, one.LicensePlate, one.Vehicle.InWire(), one.Status,
            There(one.CreatedAt), new Slot(one.SlotDatetime, one.Minutes, one.Vehicle, one.Visit).Id,
            There(one.EndsAt), one.Minutes, one.Bay, one.Visit.InWire(), one.Energy?.InWire(), one.Price,
            one.Currency, one.Channel, one.Session, one.Contact, There(one.ChangedAt),
            one.CancelledAt is { } cancelled ? There(cancelled) : null,
            one.MovedFrom is { } moved ? There(moved) : null, one.Satisfaction, one.Result);
    }
}

/// <summary>What was done to an appointment.</summary>
/// <param name="Kind"><c>moved</c>, or the status it has since.</param>
/// <param name="At">When.</param>
/// <param name="SlotBefore">When the visit was to begin until then.</param>
/// <param name="SlotAfter">When it begins since.</param>
internal sealed record AppointmentChangeView(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("slot_before")] DateTimeOffset SlotBefore,
    [property: JsonPropertyName("slot_after")] DateTimeOffset SlotAfter)
{
    public static AppointmentChangeView Of(AppointmentChange change, TimeZoneInfo zone) => new(
        change.Kind, TimeZoneInfo.ConvertTime(change.At, zone), TimeZoneInfo.ConvertTime(change.SlotBefore, zone),
        TimeZoneInfo.ConvertTime(change.SlotAfter, zone));
}
