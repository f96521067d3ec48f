using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>What is wrong with the data of a centre, field by field.</summary>
internal sealed class FieldErrors
{
    /// <summary>What is wrong with no field in particular.</summary>
    public const string Whole = "center";

    // Of a workspace's document, the longest path first.
    private static readonly (string Path, string Field)[] Places =
    [
        ("$.settings.duration.byVehicle", "duration_by_vehicle"), ("$.settings.duration.byVisit", "duration_by_visit"),
        ("$.settings.duration", "average_control_duration"), ("$.settings.address.postcode", "postcode"),
        ("$.settings.address.city", "city"), ("$.settings.address", "address"),
        ("$.settings.policies.earlyDropOff", "allow_early_drop_off"),
        ("$.settings.policies.previousDayDropOff", "allow_previous_day_drop_off"),
        ("$.settings.policies.latePickup", "allow_late_pickup"),
        ("$.settings.policies.nextDayPickup", "allow_next_day_pickup"),
        ("$.settings.policies.canWait", "client_can_wait"), ("$.settings.bays", "bays"),
        ("$.settings.prices", "pricing_grid"), ("$.settings.answers", "pricing_grid"),
        ("$.settings.paymentMethods", "payment_methods"), ("$.settings.calendarUrl", "calendar_url"),
        ("$.settings.languages", "languages"), ("$.settings.bring", "what_to_bring"),
        ("$.settings.directions", "directions"), ("$.settings.agentName", "agent_name"),
        ("$.settings.phone", "phone_number"), ("$.escalation.phone", "phone_number"), ("$.escalation.email", "email"),
        ("$.openingHours", "opening_hours"), ("$.timeZone", "time_zone"), ("$.currency", "currency"),
        ("$.channels", "allowed_origins"), ("$.locale", "locale"), ("$.name", "center_name"), ("$.id", "id"),
    ];

    private readonly Dictionary<string, List<LocalText>> _byField = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is.</summary>
    public bool IsEmpty => _byField.Count == 0;

    /// <summary>Whether something is wrong with that field.</summary>
    public bool Has(string field) => _byField.ContainsKey(field);

    /// <summary>Notes what is wrong with a field.</summary>
    public void Add(string field, LocalText words)
    {
        if (!_byField.TryGetValue(field, out var all))
            _byField[field] = all = [];
        if (!all.Contains(words))
            all.Add(words);
    }

    /// <summary>The same in both languages, with ordinary spaces.</summary>
    public void Add(string field, string french, string english) => Add(field, new LocalText(french, english));

    /// <summary>Notes what the reader of workspaces found, at the fields it came from.</summary>
    public void Add(IEnumerable<WorkspaceError> errors)
    {
        foreach (var error in errors)
        {
            var field = Array.Find(Places, place => error.Path.StartsWith(place.Path, StringComparison.Ordinal)).Field
                ?? Whole;
            // What the form's own rules have said in both languages is not said again.
            if (!Has(field))
                Add(field, $"valeur refusée ({error.Reason})", error.Reason);
        }
    }

    /// <summary>All of it in one language, as RFC 9457's <c>errors</c> has it.</summary>
    /// <param name="word">Chooses the language.</param>
    public Dictionary<string, string[]> In(Func<LocalText, string> word) =>
        _byField.ToDictionary(one => one.Key, one => one.Value.Select(word).ToArray(), StringComparer.Ordinal);
}
