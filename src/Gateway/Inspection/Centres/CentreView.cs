using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Gateway.Brain.Settings;
using Gateway.Channels.Web;
using Gateway.Inspection.Centres.Fields;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Centres;

/// <summary>A centre as the API shows it, by the names of the booking interface.</summary>
internal static class CentreView
{
    /// <summary>The view of a centre that is served.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="workspace">Its workspace.</param>
    /// <param name="row">Its row of the table; null when it has a file, or is another database's.</param>
    /// <param name="mark">What is kept of it besides.</param>
    public static JsonObject Of(Centre centre, Workspace workspace, StoredWorkspace? row, CentreMark mark) => new()
    {
        ["id"] = centre.Id,
        ["center_name"] = centre.Name,
        ["average_control_duration"] = centre.Minutes,
        ["duration_by_vehicle"] = new JsonObject(
            centre.MinutesByVehicle.Select(one => KeyValuePair.Create(one.Key.InWire(), (JsonNode?)one.Value))),
        ["duration_by_visit"] = new JsonObject(
            centre.MinutesByVisit.Select(one => KeyValuePair.Create(one.Key.InWire(), (JsonNode?)one.Value))),
        ["opening_hours"] = HoursOf(centre.Hours),
        ["opening_hours_text"] = OpeningHoursWords.Line(centre.Hours, centre.Locale),
        ["closed_on_holidays"] = centre.Hours.ClosedOnHolidays.Count > 0,
        ["pricing_grid"] = new JsonArray([.. centre.Prices.Prices.Select(price => (JsonNode)PriceOf(price))]),
        ["bays"] = new JsonArray([.. centre.Bays.Select(bay => (JsonNode)new JsonObject
        {
            ["id"] = bay.Id,
            ["name"] = bay.Name,
            ["vehicles"] = ListOf(bay.Vehicles.Select(vehicle => vehicle.InWire())),
        })]),
        ["allow_early_drop_off"] = centre.Policies.EarlyDropOff,
        ["allow_previous_day_drop_off"] = centre.Policies.PreviousDayDropOff,
        ["allow_late_pickup"] = centre.Policies.LatePickup,
        ["allow_next_day_pickup"] = centre.Policies.NextDayPickup,
        ["client_can_wait"] = centre.Policies.CanWait,
        ["payment_methods"] = ListOf(centre.PaymentMethods),
        ["calendar_url"] = centre.CalendarUrl?.AbsoluteUri,
        ["phone_number"] = centre.Phone,
        ["email"] = centre.Email,
        ["address"] = centre.Address?.Street,
        ["postcode"] = centre.Address?.Postcode,
        ["city"] = centre.Address?.City,
        ["languages"] = ListOf(centre.Languages),
        ["what_to_bring"] = BothOf(centre.Bring),
        ["directions"] = BothOf(centre.Directions),
        ["agent_name"] = centre.AgentName,
        ["locale"] = centre.Locale,
        ["time_zone"] = workspace.TimeZone,
        ["currency"] = centre.Currency,
        ["site_key"] = workspace.Web()?.SiteKey,
        ["allowed_origins"] = ListOf(workspace.Web()?.AllowedOrigins ?? []),
        ["twilio_number"] = mark.TwilioNumber,
        ["elevenlabs_agent_id"] = mark.ElevenLabsAgentId,
        ["status"] = mark.Status,
        ["created_at"] = row?.CreatedAt ?? mark.CreatedAt,
        ["version"] = row?.Version,
    };

    private static JsonObject HoursOf(OpeningHours hours)
    {
        var json = new JsonObject { ["week"] = HoursField.WeekOf(hours) };
        if (hours.Exceptions.Count > 0)
            json["exceptions"] = new JsonObject(hours.Exceptions.Select(one => KeyValuePair.Create(
                one.From == one.To
                    ? one.From.ToString("O", System.Globalization.CultureInfo.InvariantCulture)
                    : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{one.From:O}/{one.To:O}"),
                (JsonNode?)(one.Spans.Count == 0 ? "closed" : HoursField.Write(one.Spans)))));
        if (hours.ClosedOnHolidays.Count > 0)
            json["closed_on_holidays"] = ListOf(hours.ClosedOnHolidays);
        return json;
    }

    private static JsonObject PriceOf(Price price) => new()
    {
        ["vehicle_type"] = price.Vehicle?.InWire(),
        ["energy"] = price.Energy?.InWire(),
        ["visit"] = price.Visit.InWire(),
        ["price"] = price.Amount,
    };

    private static JsonArray ListOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonObject? BothOf(LocalText? text) =>
        text is null ? null : new JsonObject { ["fr"] = text.French, ["en"] = text.English };
}
