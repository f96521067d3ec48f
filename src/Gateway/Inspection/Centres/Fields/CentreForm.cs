using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Sessions;
using Gateway.Workspaces;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>
/// Makes a workspace's document of the fields that centres sign up with, or changes one by those that are there. What
/// is wrong is noted at its field; the reader of workspaces has the last word.
/// </summary>
internal sealed class CentreForm
{
    private static readonly string[] Required =
        ["center_name", "phone_number", "opening_hours", "average_control_duration", "pricing_grid"];

    private static readonly (string Field, string Policy)[] Policies =
    [
        ("allow_early_drop_off", "earlyDropOff"), ("allow_previous_day_drop_off", "previousDayDropOff"),
        ("allow_late_pickup", "latePickup"), ("allow_next_day_pickup", "nextDayPickup"),
        ("client_can_wait", "canWait"),
    ];

    private readonly JsonObject _document;
    private readonly JsonObject _settings;
    private readonly FieldValues _values;
    private readonly FieldErrors _errors;

    private CentreForm(JsonObject fields, JsonObject document, FieldErrors errors)
    {
        (_document, _errors) = (document, errors);
        _values = new FieldValues(fields, errors);
        _settings = document["settings"] as JsonObject ?? [];
        document["settings"] = _settings;
    }

    /// <summary>The document of a new centre, without its id and channels.</summary>
    /// <param name="fields">What was said.</param>
    /// <param name="locale">The language it is said in, where no field names another.</param>
    /// <param name="refusesRest">Whether fields that are not known are errors.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static JsonObject Create(JsonObject fields, string locale, bool refusesRest, FieldErrors errors)
    {
        var document = new JsonObject
        {
            ["solution"] = Centre.Solution,
            ["locale"] = locale,
            ["timeZone"] = "Europe/Paris",
            ["currency"] = "EUR",
        };
        var form = new CentreForm(fields, document, errors);
        foreach (var name in Required.Where(name => form._values.Value(name) is null))
            errors.Add(name, "ce champ est nécessaire", "this field is needed");
        form.Take(refusesRest);
        return document;
    }

    /// <summary>Changes a document by the fields that are there.</summary>
    public static void Change(JsonObject fields, JsonObject document, FieldErrors errors)
    {
        var form = new CentreForm(fields, document, errors);
        foreach (var name in Required.Where(name => form._values.Has(name) && form._values.Value(name) is null))
            errors.Add(name, "ce champ est nécessaire", "this field is needed");
        form.Take(refusesRest: true);
    }

    private string Currency => FieldValues.TextOf(_document["currency"]) ?? "EUR";

    private void Take(bool refusesRest)
    {
        SetWhole("center_name", _document, "name", 100);
        if (_values.Value("locale") is not null)
            SetChoice("locale", _document, "locale", WorkspaceRules.Locales.Contains, "fr, en");
        SetChoice("time_zone", _document, "timeZone", WorkspaceRules.IsTimeZone, "Europe/Paris");
        SetChoice("currency", _document, "currency", Currencies.Contains, "EUR");
        SetContact();
        SetAddress();
        if (_values.Value("opening_hours") is { } hours)
            HoursField.Set(_document, hours, _errors);
        SetHolidays();
        SetDurations();
        if (_values.Value("pricing_grid") is { } prices)
            PricesField.Set(_settings, prices, Currency, _errors);
        if (_values.Has("bays") | _values.Has("vehicle_types") || _settings["bays"] is null)
            BaysField.Set(_settings, _values, FieldValues.TextOf(_document["locale"]) == "fr", _errors);
        SetPolicies();
        if (_values.Has("payment_methods"))
            PaymentField.Set(_settings, _values.Texts("payment_methods"), _errors);
        SetLanguages();
        SetBoth("what_to_bring", "bring");
        SetBoth("directions", "directions");
        SetOptional("agent_name", _settings, "agentName", 40);
        SetCalendar();
        _ = _values.Has("allowed_origins") | _values.Has("version") | _values.Has("signup_id") | _values.Has("id");
        if (refusesRest)
            _values.RefuseRest();
    }

    private void SetContact()
    {
        var escalation = _document["escalation"] as JsonObject ?? [];
        if (_values.Text("phone_number", 40) is { } phone)
        {
            if (E164.FromPeople(phone, "FR") is { } number)
                escalation["phone"] = number;
            else
            {
                _errors.Add(
                    "phone_number", "ce n’est pas un numéro de téléphone, comme 02 54 00 00 00",
                    "this is no telephone number such as 02 54 00 00 00 or +33 2 54 00 00 00");
            }
        }

        if (_values.Text("email", 254) is { } email)
        {
            if (WorkspaceRules.IsEmail(email) && email.Split('@')[^1].Contains('.', StringComparison.Ordinal))
                escalation["email"] = email;
            else
                _errors.Add("email", "ce n’est pas une adresse e-mail", "this is no e-mail address");
        }
        else if (_values.Has("email"))
        {
            escalation.Remove("email");
        }

        if (escalation.Count > 0)
            _document["escalation"] = escalation;
    }

    private void SetAddress()
    {
        (string Field, string Name, int Most)[] parts =
            [("address", "street", 120), ("postcode", "postcode", 12), ("city", "city", 80)];
        if (!parts.Select(part => _values.Has(part.Field)).ToList().Contains(item: true))
            return;
        var address = _settings["address"] as JsonObject ?? [];
        foreach (var (field, name, most) in parts)
        {
            if (_values.Text(field, most) is { } text)
                address[name] = text;
            else if (_values.Has(field))
                address.Remove(name);
        }

        if (address.Count == 0)
        {
            _settings.Remove("address");
            return;
        }

        foreach (var (field, name, _) in parts.Where(part => !address.ContainsKey(part.Name)))
        {
            if (!_errors.Has(field))
                _errors.Add(field, "il manque pour que l’adresse soit complète", "is missing for a whole address");
        }

        _settings["address"] = address;
    }

    private void SetHolidays()
    {
        if (!_values.Has("closed_on_holidays") || _values.Flag("closed_on_holidays") is not { } isClosed)
            return;
        if (_document["openingHours"] is not JsonObject hours)
            return;
        if (isClosed)
            hours["closedOnHolidays"] ??= new JsonArray("france");
        else
            hours.Remove("closedOnHolidays");
    }

    private void SetDurations()
    {
        var duration = _settings["duration"] as JsonObject ?? [];
        if (_values.Integer("average_control_duration", 5, 240) is { } minutes)
            duration["minutes"] = minutes;
        SetMinutes("duration_by_vehicle", duration, "byVehicle", CentreWords.VehicleNames);
        SetMinutes("duration_by_visit", duration, "byVisit", CentreWords.VisitNames);
        if (duration.Count > 0)
            _settings["duration"] = duration;
    }

    private void SetMinutes(string field, JsonObject duration, string name, IReadOnlyList<string> known)
    {
        if (!_values.Has(field))
            return;
        var json = FieldValues.Parsed(_values.Value(field));
        if (json is not (null or JsonObject))
            _errors.Add(field, "un objet de minutes par nom est attendu", "expected an object of minutes by name");
        var minutes = new JsonObject();
        foreach (var (key, value) in json as JsonObject ?? [])
        {
            if (!known.Contains(key))
            {
                _errors.Add(
                    field, $"« {key} » n’est pas connu ; connus : {string.Join(", ", known)}",
                    $"“{key}” is not known; known are {string.Join(", ", known)}");
            }
            else if (value is not null && _values.Integer(field, value, 5, 240) is { } one)
            {
                minutes[key] = one;
            }
        }

        duration[name] = minutes;
    }

    private void SetPolicies()
    {
        var policies = _settings["policies"] as JsonObject ?? [];
        foreach (var (field, policy) in Policies)
        {
            if (_values.Has(field) && _values.Flag(field) is { } flag)
                policies[policy] = flag;
        }

        _settings["policies"] = policies;
    }

    private void SetLanguages()
    {
        var languages = _values.Texts("languages");
        foreach (var language in languages.Where(language => !WorkspaceRules.Locales.Contains(language)))
            _errors.Add("languages", $"« {language} » : fr ou en est attendu", $"“{language}”: expected fr or en");
        if (languages.Count > 0)
            _settings["languages"] = new JsonArray([.. languages.Distinct().Select(language => (JsonNode)language)]);
    }

    private void SetCalendar()
    {
        if (_values.Text("calendar_url", 2000) is { } url)
        {
            // Phones give their calendars out under webcal, which is https.
            url = url.StartsWith("webcal://", StringComparison.OrdinalIgnoreCase) ? $"https://{url[9..]}" : url;
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
                _settings["calendarUrl"] = url;
            else
                _errors.Add(
                    "calendar_url", "une adresse qui commence par https:// est attendue",
                    "expected an address that begins with https://");
        }
        else if (_values.Has("calendar_url"))
        {
            _settings.Remove("calendarUrl");
        }
    }

    /// <summary>A text in both languages; one alone stands for both.</summary>
    private void SetBoth(string field, string name)
    {
        if (!_values.Has(field))
            return;
        if (FieldValues.Parsed(_values.Value(field)) is JsonObject both)
            _settings[name] = both.DeepClone();
        else if (_values.Text(field, 1000) is { } text)
            _settings[name] = new JsonObject { ["fr"] = text, ["en"] = text };
        else
            _settings.Remove(name);
    }

    private void SetWhole(string field, JsonObject json, string name, int most)
    {
        if (_values.Text(field, most) is { } text)
            json[name] = text;
    }

    private void SetOptional(string field, JsonObject json, string name, int most)
    {
        if (_values.Text(field, most) is { } text)
            json[name] = text;
        else if (_values.Has(field))
            json.Remove(name);
    }

    private void SetChoice(string field, JsonObject json, string name, Predicate<string> isValid, string such)
    {
        if (_values.Text(field, 60) is not { } text)
            return;
        if (isValid(text))
            json[name] = text;
        else
            _errors.Add(field, $"valeur inconnue (par exemple {such})", $"is not known (such as {such})");
    }
}
