namespace Gateway.Brain.Sales.State;

/// <summary>What is known of someone who may buy. All of it is what the contact said; null is unknown.</summary>
internal sealed record Lead
{
    /// <summary>The most needs, interests and signs that are kept of each.</summary>
    public const int MostOfEach = 12;

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Name of the firm.</summary>
    public string? Company { get; init; }

    /// <summary>What the firm does, in a few words: <c>restaurants</c>.</summary>
    public string? Sector { get; init; }

    /// <summary>People who work there, at least 1.</summary>
    public int? People { get; init; }

    /// <summary>People who would use the product, at least 1.</summary>
    public int? Seats { get; init; }

    /// <summary>What the contact does there.</summary>
    public string? Role { get; init; }

    /// <summary>Whether the contact decides.</summary>
    public bool? IsDecisionMaker { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>What is a trouble today, in a few words each.</summary>
    public IReadOnlyList<string> PainPoints { get; init; } = [];

    /// <summary>Ids of the features asked about.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary>Ids or words of what is needed and in no plan.</summary>
    public IReadOnlyList<string> CustomNeeds { get; init; } = [];

    /// <summary>The competitor or tool that is in use or looked at.</summary>
    public string? CurrentTool { get; init; }

    /// <summary>What may be spent in a year, in the workspace's currency; 0: there is no budget.</summary>
    public decimal? YearlyBudget { get; init; }

    /// <summary>In how many months they want to begin; 0: now.</summary>
    public int? MonthsToStart { get; init; }

    /// <summary>What they have shown of their intention.</summary>
    public IReadOnlyList<Signal> Signals { get; init; } = [];

    /// <summary>Where they come from: a channel, a campaign, a page.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// The same with what was learnt since: a newer fact replaces an older one, lists grow, and unknown replaces
    /// nothing.
    /// </summary>
    public Lead With(Lead newer) => new()
    {
        FirstName = newer.FirstName ?? FirstName,
        LastName = newer.LastName ?? LastName,
        Company = newer.Company ?? Company,
        Sector = newer.Sector ?? Sector,
        People = newer.People ?? People,
        Seats = newer.Seats ?? Seats,
        Role = newer.Role ?? Role,
        IsDecisionMaker = newer.IsDecisionMaker ?? IsDecisionMaker,
        Email = newer.Email ?? Email,
        Phone = newer.Phone ?? Phone,
        PainPoints = Join(PainPoints, newer.PainPoints),
        Interests = Join(Interests, newer.Interests),
        CustomNeeds = Join(CustomNeeds, newer.CustomNeeds),
        CurrentTool = newer.CurrentTool ?? CurrentTool,
        YearlyBudget = newer.YearlyBudget ?? YearlyBudget,
        MonthsToStart = newer.MonthsToStart ?? MonthsToStart,
        Signals = [.. Signals.Where(signal => !IsOverruled(signal, newer.Signals)).Union(newer.Signals)],
        Source = newer.Source ?? Source,
    };

    /// <summary>Whether name, firm and addresses are the same.</summary>
    public bool IsReachedAs(Lead other) =>
        (FirstName, LastName, Company, Email, Phone)
        == (other.FirstName, other.LastName, other.Company, other.Email, other.Phone);

    // Who asks for an offer no longer just looks around, and who is not interested no longer wants to buy.
    private static bool IsOverruled(Signal signal, IReadOnlyList<Signal> newer) => signal switch
    {
        Signal.JustLooking or Signal.NotInterested => newer.Any(one => one < Signal.JustLooking),
        Signal.WantsToBuy => newer.Contains(Signal.NotInterested),
        _ => false,
    };

    private static IReadOnlyList<string> Join(IReadOnlyList<string> known, IReadOnlyList<string> newer) =>
        [.. known.Union(newer, StringComparer.OrdinalIgnoreCase).TakeLast(MostOfEach)];
}
