using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Scene;

/// <summary>A centre's side of a running turn.</summary>
/// <param name="context">The turn.</param>
/// <param name="centre">The centre.</param>
/// <param name="inspection">What the last turn has left.</param>
/// <param name="proposal">What waits for a yes, or null.</param>
internal sealed class InspectionTurn(
    TurnContext context, Centre centre, InspectionState inspection, Proposal? proposal)
    : SolutionTurn(context, proposal)
{
    /// <summary>The state; tools replace it.</summary>
    public InspectionState Inspection { get; set; } = inspection;

    /// <summary>The centre.</summary>
    public Centre Centre => centre;

    /// <summary>Language of the turn.</summary>
    public string Locale => Context.Locale;

    /// <summary>Who holds what is offered in this conversation.</summary>
    public string Holder => Context.Turn.Session.Id.ToString();

    /// <summary>The telephone number that the channel itself proves, E.164; null where it proves none.</summary>
    public string? PhoneOfChannel =>
        Context.Turn.Session.Channel is ChannelKind.Sms or ChannelKind.WhatsApp or ChannelKind.Voice
        && E164.IsPossible(Context.Turn.Session.Address)
            ? Context.Turn.Session.Address
            : null;

    /// <inheritdoc/>
    public override object State => Inspection;

    /// <inheritdoc/>
    public override string Persona => centre.AgentName;

    /// <inheritdoc/>
    public override DateTimeOffset? Now => Clock(Context.At);

    /// <inheritdoc/>
    public override bool IsAsking => Inspection.Asked.Count > 0 || base.IsAsking;

    /// <inheritdoc/>
    public override bool AwaitsFigure => Inspection.Asked.Any(
        asked => asked is Ask.Slot or Ask.When or Ask.Plate or Ask.Phone or Ask.Code or Ask.Which);

    /// <inheritdoc/>
    public override bool AwaitsNumber => Inspection.Asked is [Ask.Code];

    /// <inheritdoc/>
    public override string? ContactName => Inspection.Draft.FirstName;

    /// <inheritdoc/>
    public override Expectation Expects => Inspection.Asked switch
    {
        [Ask.Code, ..] => Expectation.Digits,
        [Ask.Plate, ..] => Expectation.Plate,
        [Ask.Name, ..] => Expectation.Name,
        [Ask.Phone, ..] => Expectation.Digits,
        [] => base.Expects,
        _ => Expectation.Free,
    };

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> PromptValues =>
    [
        new("agent", Persona),
        new("address", centre.Address?.ToString() ?? ""),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<QuickReply> Keyed => KeyedAnswers.Of(this);

    /// <summary>The day it is at the centre.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock(Context.At).DateTime);

    /// <summary>A moment as the centre's clock shows it.</summary>
    public DateTimeOffset Clock(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, centre.Zone);

    /// <inheritdoc/>
    protected override void Restore(object state) => Inspection = (InspectionState)state;

    /// <summary>The centre's wording for what code says itself.</summary>
    public AgentText Say(string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        InspectionWording.Of(Locale).Say(phrase, Context.Turn.Id.ToString(), values);

    /// <summary>What stands on a button.</summary>
    public string Label(string phrase) => InspectionWording.Of(Locale).Label(phrase, Context.Turn.Id.ToString());

    /// <summary>
    /// Takes up what was offered: it is shown below the answer, and a number or its button chooses one.
    /// </summary>
    public void Offer(IReadOnlyList<Slot> slots)
    {
        Inspection = Inspection with
        {
            Offered = [.. slots.Select(slot => new OfferedSlot(slot.Id, Clock(slot.Start), slot.Minutes))],
            Asked = slots.Count > 0 ? [Ask.Slot] : [Ask.When],
        };
        if (slots.Count > 0)
        {
            Show(new SlotsPart([.. Inspection.Offered.Select(slot => new SlotChoice(
                SlotWords.Short(slot.Start, Locale), slot.Start, slot.Start.AddMinutes(slot.Minutes),
                InspectionPayload.OfSlot(slot.Id)))]));
        }
    }

    /// <summary>
    /// A person of the centre takes over: that is said below the answer, and operators see that it waits.
    /// </summary>
    public void HandOver()
    {
        Inspection = Inspection with { HandedOver = true, Unclear = 0, Asked = [] };
        Withdraw();
        ClearParts();
        Status = SessionStatus.Waiting;
        Closing = InspectionWording.Contact(Context.Workspace, Locale) is { } contact
            ? Say("handOverWithContact", ("contact", contact))
            : Say("handOver");
    }
}
