using Gateway.Brain.Sales.Routing;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Scene;

/// <summary>The sales team's side of a running turn.</summary>
internal sealed class SalesTurn : SolutionTurn
{
    /// <summary>Name of the wake at which is written what a turn owes the customer records.</summary>
    public const string OwedWake = "sales-record";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Who writes no more by then is recorded as they left.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>Takes the turn up.</summary>
    /// <param name="context">The turn.</param>
    /// <param name="settings">The workspace's.</param>
    /// <param name="sales">What the last turn, or who worked before in this one, has left.</param>
    /// <param name="proposal">The offer that waits for a yes, or null.</param>
    public SalesTurn(TurnContext context, SalesSettings settings, SalesState sales, Proposal? proposal)
        : base(context, proposal)
    {
        (Settings, Sales) = (settings, sales);
        // A judge is not heard: what it decided is said by who answers.
        if (sales is { Escalation: not null, EscalationTold: false })
            TellEscalation();
    }

    /// <summary>The state; tools and judges replace it.</summary>
    public SalesState Sales { get; set; }

    /// <summary>The workspace's settings.</summary>
    public SalesSettings Settings { get; }

    /// <summary>ISO 4217: what prices are in.</summary>
    public string Currency => Context.Workspace.Currency;

    /// <summary>Language of the turn.</summary>
    public string Locale => Context.Locale;

    /// <inheritdoc/>
    public override object State => Sales;

    /// <inheritdoc/>
    public override string Persona => SalesRouting.OwnSpeaker(Sales, Settings)?.Persona ?? Settings.AgentName;

    /// <inheritdoc/>
    public override bool IsAsking => Sales.Asked.Count > 0 || base.IsAsking;

    /// <inheritdoc/>
    protected override bool YesAnswersTheLast => true;

    /// <inheritdoc/>
    public override bool AwaitsFigure => Sales.Asked.Contains(Ask.Seats) || Sales.Asked.Contains(Ask.When);

    /// <inheritdoc/>
    public override bool AwaitsNumber => Sales.Asked is [Ask.Seats];

    /// <inheritdoc/>
    public override string? ContactName => Sales.Lead.FirstName;

    /// <inheritdoc/>
    public override IReadOnlyList<WakeChange> Wakes =>
        Sales.IsOwed ? [.. base.Wakes, WakeChange.Set(Owed(Context.At + Pause))]
        : Sales.IsNews ? [.. base.Wakes, WakeChange.Set(Owed(Context.At + Silence))]
        : base.Wakes;

    /// <summary>The wake for what is owed; who writes before it sets things right by that.</summary>
    public static Wake Owed(DateTimeOffset at) => new(OwedWake, at, "record") { EndsWhenContactWrites = true };

    /// <inheritdoc/>
    public override Expectation Expects => Sales.Asked switch
    {
        [Ask.Seats] => Expectation.Digits,
        [Ask.Name] => Expectation.Name,
        [Ask.MayWrite] => Expectation.YesNo,
        [] => base.Expects,
        _ => Expectation.Free,
    };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Names => PlanNames.Of(Settings);

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> PromptValues =>
    [
        new("agent", Persona),
        new("product", Settings.Product),
        new("pitch", Settings.Pitch.In(Locale)),
        new("plans", PlansInWords.Of(Settings, Currency, Locale)),
        new("features", PlansInWords.FeaturesOf(Settings, Locale)),
        new("senior", Settings.People.Senior),
    ];

    /// <inheritdoc/>
    protected override void Restore(object state) => Sales = (SalesState)state;

    /// <summary>The day that an instant is on, in the workspace's time zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(Context.Workspace.TimeZone)).DateTime);

    /// <summary>The team's wording for what code says itself.</summary>
    public AgentText Say(string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        SalesWording.Of(Locale).Say(phrase, Context.Turn.Id.ToString(), values);

    /// <summary>What stands on a button.</summary>
    public string Label(string phrase) => SalesWording.Of(Locale).Label(phrase, Context.Turn.Id.ToString());

    /// <summary>
    /// A person takes over: that is said below the answer, and operators see that the session waits. An offer that
    /// stands may still be taken, in so many words; one that only a person can make may not.
    /// </summary>
    public void Escalate(EscalationReason reason)
    {
        Sales = Sales.AsEscalated(reason);
        LeaveToPerson();
        ClearParts();
        TellEscalation();
    }

    /// <summary>Asks below the answer for what the contract needs; who gives it takes the offer that waits.</summary>
    public void AskForContract()
    {
        Sales = Sales with { Asked = [Ask.Name, Ask.Email], Contract = ContractAsk.Asking };
        AskAgain();
        var question = Say("contractQuestion", ("assignee", Settings.People.For(TaskType.Contract)));
        Closing = Closing is { } closing ? AgentText.Join(" ", closing, question) : question;
    }

    /// <summary>What was read back waits behind the person who takes over, or no longer.</summary>
    public void LeaveToPerson()
    {
        Sales = Sales with { Contract = null };
        // What was read back in this very turn is not shown any more: nobody can take what they have not seen.
        if (Sales.Escalation is EscalationReason.CustomNeeds or EscalationReason.ValueOverLimit
            || Proposal?.Turn == Context.Turn.Id.Number)
            Withdraw();
        else
            PutBehind();
    }

    private void TellEscalation()
    {
        var isReachable = Sales.Lead.LastName is not null && (Sales.Lead.Email ?? Sales.Lead.Phone) is not null;
        Sales = Sales with { EscalationTold = true, Asked = isReachable ? [] : [Ask.Name, Ask.Phone] };
        Status = SessionStatus.Waiting;
        Closing = isReachable ? SayEscalation() : AgentText.Join(" ", SayEscalation(), Say("whomToReach"));
    }

    private AgentText SayEscalation() => SalesWording.Contact(Context.Workspace, Locale) is { } contact
        ? Say("escalationWithContact", ("senior", Settings.People.Senior), ("contact", contact))
        : Say("escalation", ("senior", Settings.People.Senior));
}
