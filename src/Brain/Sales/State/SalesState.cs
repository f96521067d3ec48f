using System.Globalization;
using System.Text.Json.Serialization;

namespace Gateway.Brain.Sales.State;

/// <summary>What the sales team keeps of a conversation. Only its code changes it, by the transitions here.</summary>
internal sealed record SalesState
{
    /// <summary>The score from which on a lead is qualified and goes to the seller.</summary>
    public const int QualifiedFrom = 50;

    /// <summary>The most insights that are kept; older ones make room.</summary>
    public const int MostInsights = 12;

    private const int MostLetters = 200;

    /// <summary>Who it is, as far as they said.</summary>
    public Lead Lead { get; init; } = new();

    /// <summary>How near they are to buying; null before they were classified.</summary>
    public LeadType? Type { get; init; }

    /// <summary>How near they seemed when they were first classified; null before.</summary>
    public LeadType? FirstType { get; init; }

    /// <summary>How likely they buy, 0 to 100.</summary>
    public int Score { get; init; }

    /// <summary>Why they have that type and score; null before.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Whether the score is worth the seller's time.</summary>
    public bool Qualified { get; init; }

    /// <summary>Whether they buy.</summary>
    public bool Converted { get; init; }

    /// <summary>Number of the offer they took; null before, and where they took none that was made here.</summary>
    public int? AcceptedOffer { get; init; }

    /// <summary>Why a person takes over; null while none does.</summary>
    public EscalationReason? Escalation { get; init; }

    /// <summary>Whether the conversation came to its end.</summary>
    public bool Closed { get; init; }

    /// <summary>Whether the customer records hold that they buy.</summary>
    public bool ConversionRecorded { get; init; }

    /// <summary>Whether the customer records hold that a person takes over.</summary>
    public bool EscalationRecorded { get; init; }

    /// <summary>All offers made, oldest first; the first has number 1.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>Number of the offer that stands; null before the first, and once it was taken back.</summary>
    public int? CurrentOffer { get; init; }

    /// <summary>What was held against the offers, oldest first.</summary>
    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <summary>What was tried against objections, oldest first.</summary>
    public IReadOnlyList<TriedStep> Tried { get; init; } = [];

    /// <summary>Rounds of negotiation so far.</summary>
    public int NegotiationCount { get; init; }

    /// <summary>How the contact feels about it; null before anyone judged it.</summary>
    public Sentiment? Sentiment { get; init; }

    /// <summary>How likely they buy as the supervisor saw it last, 0 to 100; null before it looked.</summary>
    public int? Probability { get; init; }

    /// <summary>What is worth knowing for people, a sentence each, oldest first.</summary>
    public IReadOnlyList<string> Insights { get; init; } = [];

    /// <summary>Who works on it now; null before the first.</summary>
    public string? CurrentAgent { get; init; }

    /// <summary>Who worked on it before; null before the second.</summary>
    public string? LastAgent { get; init; }

    /// <summary>Who should go on, as the last agent has it; null where it has no opinion.</summary>
    public string? NextAgent { get; init; }

    /// <summary>What should come next, in a sentence; or null.</summary>
    public string? NextAction { get; init; }

    /// <summary>Whether they agreed to be written to later; null when they were not asked.</summary>
    public bool? MayWriteLater { get; init; }

    /// <summary>In how many days they are to be written to, 1 to 365; null before that was spoken of.</summary>
    public int? FollowUpDays { get; init; }

    /// <summary>The day on which they are written to again, with their yes; or null.</summary>
    public DateOnly? FollowUpOn { get; init; }

    /// <summary>What the conversation is about, in a sentence or two; or null.</summary>
    public string? Context { get; init; }

    /// <summary>What was read of an objection in this turn; null when nobody objected.</summary>
    public Reading? Read { get; init; }

    /// <summary>What the contact was asked for last: of <see cref="Ask"/>.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>How far it is with asking for what the contract needs; null where nobody does.</summary>
    public ContractAsk? Contract { get; init; }

    /// <summary>What was arranged with them, oldest first.</summary>
    public IReadOnlyList<Arranged> Arranged { get; init; } = [];

    /// <summary>How many of <see cref="Arranged"/> the customer records hold.</summary>
    public int ArrangedRecorded { get; init; }

    /// <summary>What of <see cref="MayWriteLater"/> the customer records hold; null for nothing.</summary>
    public bool? ConsentRecorded { get; init; }

    /// <summary>Whether more is known of how they are reached than the customer records hold.</summary>
    public bool LeadOwed { get; init; }

    /// <summary><see cref="Standpoint"/> when the customer records were last written; null before.</summary>
    public string? RecordedStandpoint { get; init; }

    /// <summary>Whether the contact was told that a person takes over.</summary>
    public bool EscalationTold { get; init; }

    /// <summary>Whether a person takes over.</summary>
    [JsonIgnore]
    public bool Escalated => Escalation is not null;

    /// <summary>Whether something was promised that the customer records do not hold yet.</summary>
    [JsonIgnore]
    public bool HasPromises => Arranged.Count > ArrangedRecorded || MayWriteLater != ConsentRecorded || LeadOwed;

    /// <summary>Whether the customer records do not hold yet what they are to hold.</summary>
    [JsonIgnore]
    public bool IsOwed => HasPromises || this is { Converted: true, ConversionRecorded: false }
        or { Escalation: not null, EscalationRecorded: false };

    /// <summary>Stands for how far it has come; another one once it went on.</summary>
    [JsonIgnore]
    public string Standpoint => string.Create(
        CultureInfo.InvariantCulture,
        $"{Type} {Score} {Offers.Count} {Objections.Count} {NegotiationCount} {Lead.Sector} {Lead.People} "
        + $"{Lead.Seats}");

    /// <summary>Whether the customer records know less of them than we do, though nothing was promised.</summary>
    [JsonIgnore]
    public bool IsNews => Type is not null && RecordedStandpoint != Standpoint;

    /// <summary>The offer that stands, or null.</summary>
    [JsonIgnore]
    public Offer? Standing => Offers.FirstOrDefault(offer => offer.Number == CurrentOffer);

    /// <summary>The objections that are not dealt with, oldest first.</summary>
    [JsonIgnore]
    public IEnumerable<Objection> OpenObjections => Objections.Where(objection => !objection.Handled);

    /// <summary>More is known of the contact.</summary>
    public SalesState WithLead(Lead learnt) => this with { Lead = Lead.With(learnt) };

    /// <summary>They were classified.</summary>
    public SalesState WithScore(LeadScore score) => this with
    {
        Score = score.Score,
        // Who has bought is hot, whatever else is learnt of them.
        Type = Converted ? LeadType.Hot : score.Type,
        FirstType = FirstType ?? score.Type,
        Reasoning = score.Reasoning,
        Qualified = score.Score >= QualifiedFrom,
    };

    /// <summary>An offer was made; it gets the next number, and stands.</summary>
    public SalesState WithOffer(Offer offer) => this with
    {
        Offers = [.. Offers, offer with { Number = Offers.Count + 1 }],
        CurrentOffer = Offers.Count + 1,
    };

    /// <summary>No offer stands any more. What was made stays known.</summary>
    public SalesState WithoutStandingOffer() => this with { CurrentOffer = null };

    /// <summary>
    /// Something is held against it. Who insists on what is open says nothing new; after it was dealt with they do.
    /// </summary>
    public SalesState WithObjection(ObjectionCategory category, string text) =>
        OpenObjections.Any(open => open.Category == category)
            ? this
            : this with
            {
                Objections = [.. Objections, new Objection(category, Shorten(text), NegotiationCount + 1)],
            };

    /// <summary>What was held against it in that category is dealt with.</summary>
    public SalesState WithHandled(ObjectionCategory category) => this with
    {
        Objections = [.. Objections.Select(objection =>
            objection.Category == category ? objection with { Handled = true } : objection)],
    };

    /// <summary>A round was negotiated in that way.</summary>
    public SalesState WithRound(ObjectionCategory category, Strategy strategy) => this with
    {
        Tried = [.. Tried, new TriedStep(category, strategy, NegotiationCount + 1)],
        NegotiationCount = NegotiationCount + 1,
    };

    /// <summary>They buy: the offer that stands, if there is one.</summary>
    public SalesState AsConverted() => this with
    {
        Converted = true,
        Type = LeadType.Hot,
        AcceptedOffer = CurrentOffer,
        ConversionRecorded = ConversionRecorded && AcceptedOffer == CurrentOffer,
        Objections = [.. Objections.Select(objection => objection with { Handled = true })],
    };

    /// <summary>A person takes over. The first reason stays.</summary>
    public SalesState AsEscalated(EscalationReason reason) => this with { Escalation = Escalation ?? reason };

    /// <summary>The customer records hold what came of it so far.</summary>
    public SalesState AsRecorded() => this with
    {
        ConversionRecorded = Converted,
        EscalationRecorded = Escalated,
        ArrangedRecorded = Arranged.Count,
        ConsentRecorded = MayWriteLater,
        LeadOwed = false,
        RecordedStandpoint = Standpoint,
    };

    /// <summary>It came to its end.</summary>
    public SalesState AsClosed() => this with { Closed = true, NextAgent = null, NextAction = null };

    /// <summary>They write again after its end.</summary>
    public SalesState AsReopened() => this with { Closed = false };

    /// <summary>An agent takes it up; what was suggested is done with.</summary>
    public SalesState WithAgent(string agent) => this with
    {
        LastAgent = CurrentAgent,
        CurrentAgent = agent,
        NextAgent = null,
        NextAction = null,
    };

    /// <summary>An agent says who should go on, and with what.</summary>
    /// <param name="agent">Who, or null for no opinion.</param>
    /// <param name="action">What, in a sentence; or null.</param>
    public SalesState WithSuggestion(string? agent, string? action = null) =>
        this with { NextAgent = agent, NextAction = action is null ? null : Shorten(action) };

    /// <summary>Someone has judged how the contact feels.</summary>
    public SalesState WithSentiment(Sentiment sentiment) => this with { Sentiment = sentiment };

    /// <summary>One thing more is worth knowing.</summary>
    public SalesState WithInsight(string insight) =>
        Insights.Contains(Shorten(insight), StringComparer.OrdinalIgnoreCase)
            ? this
            : this with { Insights = [.. Insights.TakeLast(MostInsights - 1), Shorten(insight)] };

    /// <summary>They said whether they may be written to later.</summary>
    public SalesState WithConsent(bool mayWrite) => this with { MayWriteLater = mayWrite };

    private static string Shorten(string text) =>
        text.Trim() is var trimmed && trimmed.Length <= MostLetters
            ? trimmed
            : trimmed[..(char.IsHighSurrogate(trimmed[MostLetters - 1]) ? MostLetters - 1 : MostLetters)];
}
