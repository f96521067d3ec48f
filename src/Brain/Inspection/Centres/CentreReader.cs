using System.Globalization;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Centres;

/// <summary>Reads the settings of a centre's workspace.</summary>
/// <param name="note">Takes what is wrong with them.</param>
internal sealed class CentreReader(Action<WorkspaceError> note)
{
    private const int MostBays = 20;

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] AllLanguages = ["fr", "en"];

    /// <summary>Reads them all; what is returned means nothing where an error was noted.</summary>
    public Centre Read(FileObject json, Workspace workspace)
    {
        var bays = ReadBays(json);
        var duration = json.Part("duration");
        var booking = json.OptionalObject("booking");
        var centre = new Centre
        {
            Id = workspace.Id,
            Name = workspace.Name,
            Locale = workspace.Locale,
            Zone = TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone),
            Currency = workspace.Currency,
            Hours = workspace.OpeningHours,
            AgentName = json.OptionalShortText("agentName", 40) ?? "Léa",
            Address = ReadAddress(json.OptionalObject("address")),
            Directions = ReadBoth(json, "directions"),
            Phone = json.OptionalNumber("phone") ?? workspace.Escalation?.Phone,
            Email = workspace.Escalation?.Email,
            Bays = bays,
            Minutes = duration?.WholeNumber("minutes", 5, 240) ?? 30,
            MinutesByVehicle = ReadMinutes(
                duration?.OptionalObject("byVehicle"), CentreWords.VehicleNames, CentreWords.VehicleOf),
            MinutesByVisit = ReadMinutes(
                duration?.OptionalObject("byVisit"), CentreWords.VisitNames, CentreWords.VisitOf),
            StepMinutes = booking?.OptionalInteger("stepMinutes", 5, 240),
            NoticeMinutes = booking?.OptionalInteger("noticeMinutes", 0, 10_080) ?? 60,
            DaysAhead = booking?.OptionalInteger("daysAhead", 1, 365) ?? 60,
            HoldMinutes = booking?.OptionalInteger("holdMinutes", 1, 60) ?? 5,
            WaitingHoldMinutes = booking?.OptionalInteger("waitingHoldMinutes", 10, 1_440) ?? 60,
            Breaks = ReadBreaks(json, [.. bays.Select(bay => bay.Id)]),
            Prices = ReadPrices(json),
            Policies = ReadPolicies(json.OptionalObject("policies")),
            Voice = ReadVoice(json.OptionalObject("voice")),
            PaymentMethods = json.Texts(
                "paymentMethods", CentreWords.PaymentNames.Contains,
                $"one of {string.Join(", ", CentreWords.PaymentNames)}", 0, CentreWords.PaymentNames.Count),
            CalendarUrl = json.OptionalText("calendarUrl", IsWebAddress, "an address that begins with https://")
                is { } url ? new Uri(url) : null,
            Languages = json.Texts("languages", AllLanguages.Contains, "fr or en", 0, AllLanguages.Length)
                is { Count: > 0 } languages ? languages : [workspace.Locale],
            Bring = ReadBoth(json, "bring"),
            Answers = ReadAnswers(json),
        };
        duration?.RefuseRest();
        booking?.RefuseRest();
        json.RefuseRest();
        return centre;
    }

    private static CentreAddress? ReadAddress(FileObject? json)
    {
        if (json is null)
            return null;
        var address = new CentreAddress(
            json.ShortText("street", 120), json.ShortText("postcode", 12), json.ShortText("city", 80));
        json.RefuseRest();
        return address;
    }

    private static LocalText? ReadBoth(FileObject json, string name)
    {
        if (json.OptionalObject(name) is not { } both)
            return null;
        var text = new LocalText(both.ShortText("fr", 1000), both.ShortText("en", 1000));
        both.RefuseRest();
        return text;
    }

    private List<Bay> ReadBays(FileObject json)
    {
        var ids = new HashSet<string>();
        List<Bay> bays = [.. Objects(json, "bays").Select(one =>
        {
            var bay = new Bay(
                one.Id("id", ids), one.ShortText("name", 40),
                [.. one.Texts(
                    "vehicles", CentreWords.VehicleNames.Contains,
                    $"one of {string.Join(", ", CentreWords.VehicleNames)}", 1, CentreWords.VehicleNames.Count)
                    .Select(CentreWords.VehicleOf).OfType<VehicleType>().Distinct()]);
            one.RefuseRest();
            return bay;
        })];
        if (bays.Count is 0 or > MostBays)
            json.Refuse("bays", string.Create(CultureInfo.InvariantCulture, $"needs 1 to {MostBays} bays"));
        return bays;
    }

    private static Dictionary<T, int> ReadMinutes<T>(
        FileObject? json, IReadOnlyList<string> names, Func<string?, T?> find) where T : struct, Enum
    {
        var minutes = new Dictionary<T, int>();
        foreach (var name in json is null ? [] : names)
        {
            if (json!.OptionalInteger(name, 5, 240) is { } value && find(name) is { } key)
                minutes[key] = value;
        }

        json?.RefuseRest();
        return minutes;
    }

    private List<StaffBreak> ReadBreaks(FileObject json, string[] bays) => [.. Objects(json, "breaks").Select(one =>
    {
        var days = one.Text("days", text => DaysIn(text).Count > 0, "a day or a range of days such as mon-fri");
        var from = one.Text("from", IsTime, "a time such as 12:30");
        var to = one.Text("to", IsTime, "a time such as 13:00");
        if (from.Length > 0 && to.Length > 0 && TimeOf(to) <= TimeOf(from))
            one.Refuse("to", "must be after from");
        var bay = one.OptionalText("bay", bays.Contains, $"the id of a bay: {string.Join(", ", bays)}");
        one.RefuseRest();
        return from.Length == 0 || to.Length == 0
            ? null
            : new StaffBreak(DaysIn(days), TimeOf(from), TimeOf(to), bay);
    }).OfType<StaffBreak>()];

    private PriceGrid ReadPrices(FileObject json)
    {
        var seen = new HashSet<(VehicleType?, Energy?, VisitKind)>();
        List<Price> prices = [.. Objects(json, "prices").Select(one =>
        {
            var price = new Price(
                CentreWords.VehicleOf(one.OptionalText(
                    "vehicle", CentreWords.VehicleNames.Contains,
                    $"one of {string.Join(", ", CentreWords.VehicleNames)}")),
                CentreWords.EnergyOf(one.OptionalText(
                    "energy", CentreWords.EnergyNames.Contains,
                    $"one of {string.Join(", ", CentreWords.EnergyNames)}")),
                CentreWords.VisitOf(one.OptionalText(
                    "visit", CentreWords.VisitNames.Contains,
                    $"one of {string.Join(", ", CentreWords.VisitNames)}")) ?? VisitKind.Periodic,
                one.Amount("price", 10_000));
            one.RefuseRest();
            if (!seen.Add((price.Vehicle, price.Energy, price.Visit)))
                one.Refuse("price", "is said of the same vehicle, energy and visit twice");
            return price;
        })];
        if (prices.Count == 0)
            json.Refuse("prices", "needs at least one");
        return new PriceGrid(prices);
    }

    private static CentreVoice ReadVoice(FileObject? json)
    {
        if (json is null)
            return CentreVoice.Default;
        var voice = new CentreVoice(
            json.OptionalText("mode", CentreVoice.Modes.Contains, $"one of {string.Join(", ", CentreVoice.Modes)}")
                ?? CentreVoice.Default.Mode,
            json.OptionalText("voiceId", text => text.Length is > 0 and <= 100, "the id of a voice of ElevenLabs"));
        json.RefuseRest();
        return voice;
    }

    private static CentrePolicies ReadPolicies(FileObject? json)
    {
        var policies = new CentrePolicies(
            json?.OptionalFlag("earlyDropOff") ?? false, json?.OptionalFlag("previousDayDropOff") ?? false,
            json?.OptionalFlag("latePickup") ?? false, json?.OptionalFlag("nextDayPickup") ?? false,
            json?.OptionalFlag("canWait") ?? false);
        json?.RefuseRest();
        return policies;
    }

    private List<CentreAnswer> ReadAnswers(FileObject json) => [.. Objects(json, "answers").Select(one =>
    {
        var answer = new CentreAnswer(one.BothLanguages("question", 200), one.BothLanguages("answer"));
        one.RefuseRest();
        return answer;
    })];

    private IEnumerable<FileObject> Objects(FileObject json, string name) =>
        json.Items(name).Select(item => new FileObject(item.Path, item.Json, note, secret: _ => null));

    private static List<DayOfWeek> DaysIn(string text)
    {
        var parts = text.Split('-');
        var (first, last) = (Array.IndexOf(Days, parts[0]), Array.IndexOf(Days, parts[^1]));
        return parts.Length > 2 || first < 0 || last < first
            ? []
            : [.. Enumerable.Range(first, last - first + 1).Select(day => (DayOfWeek)((day + 1) % 7))];
    }

    private static bool IsTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static TimeOnly TimeOf(string text) =>
        TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
