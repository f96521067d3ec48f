using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Centres;

/// <summary>A vehicle-inspection centre: all of its data that the planning and the agent go by.</summary>
public sealed record Centre
{
    /// <summary>As workspace files name the trade.</summary>
    public const string Solution = "inspection";

    /// <summary>Id of its workspace; <c>center_id</c> of the booking interface.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Language it speaks first, <c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>Where its clock is.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>When it is open.</summary>
    public required OpeningHours Hours { get; init; }

    /// <summary>Name that the agent goes by: 1 to 40 letters.</summary>
    public string AgentName { get; init; } = "Léa";

    /// <summary>Where it is; null when it does not say.</summary>
    public CentreAddress? Address { get; init; }

    /// <summary>How to come there, where to park; null when it does not say.</summary>
    public LocalText? Directions { get; init; }

    /// <summary>Telephone of its people, E.164; null when there is none.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail of its people, who are told of appointments; null when there is none.</summary>
    public string? Email { get; init; }

    /// <summary>Its bays; at least one.</summary>
    public required IReadOnlyList<Bay> Bays { get; init; }

    /// <summary>How long a visit takes in minutes, 5 to 240, unless one of the next two says otherwise.</summary>
    public required int Minutes { get; init; }

    /// <summary>How long it takes for some kinds of vehicles, in minutes.</summary>
    public IReadOnlyDictionary<VehicleType, int> MinutesByVehicle { get; init; } =
        new Dictionary<VehicleType, int>();

    /// <summary>How long other visits than the periodic one take, in minutes.</summary>
    public IReadOnlyDictionary<VisitKind, int> MinutesByVisit { get; init; } = new Dictionary<VisitKind, int>();

    /// <summary>
    /// From which minute to which a slot may begin, counted from when the centre opens: 5 to 240; null: whenever
    /// another one of the same kind would have ended.
    /// </summary>
    public int? StepMinutes { get; init; }

    /// <summary>When nobody works although it is open.</summary>
    public IReadOnlyList<StaffBreak> Breaks { get; init; } = [];

    /// <summary>What visits cost.</summary>
    public required PriceGrid Prices { get; init; }

    /// <summary>What it allows around a visit.</summary>
    public required CentrePolicies Policies { get; init; }

    /// <summary>How its calls are answered.</summary>
    public CentreVoice Voice { get; init; } = CentreVoice.Default;

    /// <summary>How one may pay there (<see cref="CentreWords.PaymentNames"/>); empty when it does not say.</summary>
    public IReadOnlyList<string> PaymentMethods { get; init; } = [];

    /// <summary>Address of the centre's own calendar in iCalendar format, or null.</summary>
    public Uri? CalendarUrl { get; init; }

    /// <summary>Languages its people speak; at least one.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["fr"];

    /// <summary>What to bring besides what the law asks for; null for nothing.</summary>
    public LocalText? Bring { get; init; }

    /// <summary>How long before a slot begins it is last offered, in minutes: 0 to 10,080.</summary>
    public int NoticeMinutes { get; init; } = 60;

    /// <summary>How many days ahead slots are offered: 1 to 365.</summary>
    public int DaysAhead { get; init; } = 60;

    /// <summary>How long a slot that was offered is kept for who it was offered to, in minutes: 1 to 60.</summary>
    public int HoldMinutes { get; init; } = 5;

    /// <summary>
    /// How long a slot that came free is kept for who waits for one and was told of it, in minutes: 10 to 1,440.
    /// </summary>
    public int WaitingHoldMinutes { get; init; } = 60;

    /// <summary>Questions that come up besides.</summary>
    public IReadOnlyList<CentreAnswer> Answers { get; init; } = [];

    /// <summary>
    /// How long a visit takes, in minutes: the longest of what is said of the vehicle, or of the visit.
    /// </summary>
    public int MinutesFor(VehicleType vehicle, VisitKind visit) =>
        MinutesByVisit.TryGetValue(visit, out var ofVisit)
            ? ofVisit
            : MinutesByVehicle.TryGetValue(vehicle, out var ofVehicle) ? ofVehicle : Minutes;

    /// <summary>Whether any bay takes that kind of vehicle.</summary>
    public bool Takes(VehicleType vehicle) => Bays.Any(bay => bay.Takes(vehicle));

    /// <summary>Reads and checks a workspace's data. Bays, prices and durations have to be there.</summary>
    /// <returns>The centre and no errors, or null and at least one error.</returns>
    public static (Centre? Centre, IReadOnlyList<WorkspaceError> Errors) Parse(Workspace workspace)
    {
        var errors = new List<WorkspaceError>();
        var json = new FileObject(
            "$.settings", SettingsParts.WithoutNulls(workspace.Settings), errors.Add, secret: _ => null);
        if (errors.Count > 0)
            return (null, errors);
        var centre = new CentreReader(errors.Add).Read(json, workspace);
        return errors.Count == 0 ? (centre, errors) : (null, errors);
    }
}

/// <summary>A question that is answered as the centre wrote it.</summary>
/// <param name="Question">In its words.</param>
/// <param name="Answer">What is said.</param>
public sealed record CentreAnswer(LocalText Question, LocalText Answer);
