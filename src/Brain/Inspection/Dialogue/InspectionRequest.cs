using Gateway.Brain.House;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>What a contact has written to a centre, and where the conversation stands.</summary>
internal sealed class InspectionRequest
{
    // Of these acts what is said of days and times is when they would like to come.
    private static readonly string[] Wishing =
        ["book", "inform", "correct", "slots", "move", "decline", "choose", "waitlist", "unsure", "yes", "no"];

    private const int DaysOfWeek = 7;
    private const int FarAhead = 200;
    private const float Unsure = 0.5f;

    private readonly bool _isPart;

    /// <summary>Reads a request.</summary>
    public InspectionRequest(HouseTurn turn)
        : this(turn, turn.Heard, turn.State<InspectionState>(), isPart: false)
    {
    }

    private InspectionRequest(HouseTurn turn, Utterance heard, InspectionState state, bool isPart)
    {
        (Turn, Heard, State, _isPart) = (turn, heard, state, isPart);
        Reading = InspectionReading.Of(
            heard.Text, InspectionReading.Situated(state, Waiting is not null, turn.Facts.Locale));
        Told = ToldDetails.Read(Reading, State, turn.Facts.Locale);
        Times = WishTimes.In(
            Told.Rest, turn.Facts.Locale, new LocalNow(Today, TimeOnly.FromDateTime(Now.DateTime)), IsOfWishAt);
    }

    /// <summary>A part of what was written, or what was kept of it, in another state.</summary>
    public InspectionRequest For(string text, InspectionState state) => new(
        Turn, Utterance.Read(text, Turn.Facts.Locale, Lexicon.Load($"House.{Turn.Facts.Locale}.lexicon")), state,
        isPart: true);

    /// <summary>The same message in another state.</summary>
    public InspectionRequest In(InspectionState state) => new(Turn, Heard, state, _isPart) { Told = Told };

    /// <summary>The same message, which tells something else of the vehicle and of who brings it.</summary>
    public InspectionRequest With(ToldDetails told) => new(Turn, Heard, State, _isPart) { Told = told };

    /// <summary>What is answered.</summary>
    public Utterance Heard { get; }

    /// <summary>The request to the house model.</summary>
    public HouseTurn Turn { get; }

    /// <summary>The state as it was when the agent took it up.</summary>
    public InspectionState State { get; }

    /// <summary>What was written.</summary>
    public InspectionReading Reading { get; }

    /// <summary>What it tells of the vehicle and of who brings it.</summary>
    public ToldDetails Told { get; init; }

    /// <summary>What it says of days and times at which they might come, in their order.</summary>
    public IReadOnlyList<SaidTime> Times { get; }

    /// <summary>What it says of when they would like to come, but for when their appointments are.</summary>
    public IReadOnlyList<SaidTime> TimesBut(Func<TimeValue, bool> isKnown) => WishTimes.In(
        Told.Rest, Turn.Facts.Locale, new LocalNow(Today, TimeOnly.FromDateTime(Now.DateTime)), IsOfWishAt, isKnown);

    /// <summary>Whether it says in so many words that an appointment is wanted.</summary>
    public bool WantsOne => RequestWords.Wanting().IsMatch(Heard.Text);

    /// <summary>All that it says of days and times, whatever it says of them.</summary>
    public IEnumerable<TimeValue> AllTimes => TimeReader.Find(
            Told.Rest, Turn.Facts.Locale, new LocalNow(Today, TimeOnly.FromDateTime(Now.DateTime)))
        .SelectMany(time => time.Value is Alternatives several ? several.Values
            : time.Value is TimeRange { From.Day: not null } range
                ? [range.From, .. new[] { range.To }.OfType<TimeValue>()]
            : [time.Value]);

    /// <summary>The button that was pressed, or null.</summary>
    public string? Pressed => _isPart ? null : Turn.Facts.Pressed;

    /// <summary>The day it is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>What was read back and waits for a yes; null when nothing does.</summary>
    public string? Waiting =>
        !_isPart && Turn.Facts.Proposed is { IsInBackground: false } proposed ? proposed.Tool : null;

    /// <summary>Whether it says yes to what was read back; the gate has the last word.</summary>
    public bool Accepts => Waiting is not null
        && (Pressed is ConfirmPayload.Any || ConfirmPayload.DigestIn(Pressed) is not null
            || Assent.IsPlain(
                Heard, readBack: null, Waiting == InspectionToolNames.ConfirmCancellation ? Intents.Cancel : null)
            || InspectionAssent.Of(Reading, Heard, Waiting == InspectionToolNames.ConfirmCancellation) == true);

    /// <summary>When they would like to come, by this message; null where it does not say.</summary>
    public Wish? Wish => WishIn(Times);

    /// <summary>The same, by some of the times.</summary>
    /// <param name="times">The times.</param>
    /// <param name="day">The day that a time alone is one of; null: of what was wished before.</param>
    public Wish? WishIn(IReadOnlyList<SaidTime> times, DateOnly? day = null)
    {
        var isSameDay = RequestWords.SameDay().IsMatch(Heard.Text) && OfBefore is not null;
        var before = isSameDay ? OfBefore : day is { } own ? new Wish(own, own, null, null, null) : State.Wish;
        var isOfNext = RequestWords.NotThisWeek().IsMatch(Heard.Text);
        var read = WishReader.Read(times, Heard.Text, Today, before);
        // "The Wednesday after, same time".
        if (read is { Near: null } && RequestWords.SameTime().IsMatch(Heard.Text) && TimeOfBefore is { } time)
            read = read with { Near = time, NotBefore = null, NotAfter = null };
        return read switch
        {
            { } wish when isOfNext && wish.From < NextMonday =>
                wish with { From = wish.From.AddDays(DaysOfWeek), To = wish.To.AddDays(DaysOfWeek) },
            { } wish => wish,
            null when isOfNext => new Wish(NextMonday, NextMonday.AddDays(DaysOfWeek - 1), null, null, null),
            _ => isSameDay && !State.IsBooking ? OfBefore : null,
        };
    }

    /// <summary>The slot of those offered that is meant; null where none is.</summary>
    public OfferedSlot? Picked => InspectionPayload.SlotIn(Pressed) is { } id
        ? State.Offered.FirstOrDefault(slot => slot.Id == id)
        : SlotPick.In(
            Heard.Text, Times, State.Offered,
            Reading.LikelihoodOf(act => act is "choose") >= InspectionReading.SureEnough
                || (Reading.Clauses is [{ Act: "yes" }, ..] && State.Offered.Count == 1));

    /// <summary>Whether those that were offered lie on days that will not do: "those days", "too soon".</summary>
    public bool WantsLater => State.Offered.Count > 0 && RequestWords.Later().IsMatch(Heard.Text);

    /// <summary>Whether it speaks of an appointment that cannot be kept, or is to be another one.</summary>
    public bool WouldMove => Reading.Does("move") || (!State.IsBooking && RequestWords.Moving().IsMatch(Heard.Text)
        && Reading.LikelihoodOf(act => act is "move" or "cancel") >= 0.1f);

    private TimeOnly? TimeOfBefore =>
        (State.Offered.FirstOrDefault(slot => slot.Id == State.Draft.SlotId)?.Start
            ?? (State.Known is [.., var last] ? last.Start : null)) is { } start
            ? TimeOnly.FromDateTime(start.DateTime)
            : State.Wish?.Near;

    // "The same day": that of the appointment that was made last.
    private Wish? OfBefore => State.Known.Count == 0
        ? null
        : DateOnly.FromDateTime(State.Known.MaxBy(one => one.Start)!.Start.DateTime) is var day
            ? new Wish(day, day, null, null, null)
            : null;

    private DateOnly NextMonday => House.Times.Calendar.Monday(Today).AddDays(DaysOfWeek);

    private DateTimeOffset Now => Turn.Facts.Now
        ?? throw new InvalidOperationException("A centre's agent is always told the time.");

    /// <summary>The day that a question is about; null where it names none.</summary>
    public DateOnly? DayAskedIn(string words) => TimeReader.Find(
            words, Turn.Facts.Locale, new LocalNow(Today, TimeOnly.FromDateTime(Now.DateTime)))
        .Select(time => (time.Value as TimePoint)?.Day)
        .FirstOrDefault(day => day >= Today && day < Today.AddDays(FarAhead));

    /// <summary>What is asked of the centre and of the law; a day that is named may be a wish instead.</summary>
    public IEnumerable<AskedPart> Asked => AskedPart.In(Reading).Where(part => !IsOfWish(part));

    /// <summary>Words a phrase.</summary>
    public AgentText Say(string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        Phrasebook.Load($"InspectionTalk.{Turn.Facts.Locale}.phrases").Say(phrase, Turn.Facts.Turn, values);

    /// <summary>Calls a tool.</summary>
    /// <returns>Its answer, or null when it could not do it.</returns>
    public async Task<T?> CallAsync<T>(string tool, object arguments) where T : class =>
        (await Turn.CallAsync(tool, arguments)).As<T>();

    /// <summary>Small talk of which every conversation has some; null when there is none.</summary>
    public AgentText? SmallTalk() => House.SmallTalk.Answer(Turn);

    // "At eleven then. And how much is it?" may be one clause: what is no question of it is wished for.
    private bool IsOfWishAt(int at)
    {
        var clause = Reading.Clauses.FirstOrDefault(one => one.Start <= at && at < one.End);
        return clause is null || !clause.Act.StartsWith("detail.", StringComparison.Ordinal) || IsOfWish(clause)
            || !IsInQuestion(at, clause);
    }

    // Whether the sentence at a place ends with a question mark, or is all that the clause says.
    private bool IsInQuestion(int at, ReadClause clause)
    {
        var end = Heard.Text.IndexOfAny(['?', '!', '.', '\n'], at);
        while (end >= 0 && end + 1 < Heard.Text.Length && Heard.Text[end] == '.'
            && char.IsAsciiDigit(Heard.Text[end + 1]))
            end = Heard.Text.IndexOfAny(['?', '!', '.', '\n'], end + 1);
        if (end >= 0 && end < Heard.Text.Length && Heard.Text[end] == '?')
            return true;
        return end < 0 || end >= clause.End || Heard.Text[clause.Start..Math.Min(end, clause.End)].Trim().Length
            >= Reading.WordsOf(clause).Trim(' ', '.', '!').Length;
    }

    private bool IsOfWish(AskedPart part) =>
        Reading.Clauses.FirstOrDefault(one => one.Start <= part.Start && part.Start < one.End) is { } clause
        && DayAskedIn(part.Words) is not null && !RequestWords.Opening().IsMatch(part.Words)
        && (!part.IsRead || IsOfWish(clause));

    // "And on Saturday the 12th?" asks for a slot, unless it asks when the centre is open.
    private bool IsOfWish(ReadClause clause) => Wishing.Contains(clause.Act)
        || (clause.Certainty < Unsure && !RequestWords.Opening().IsMatch(Reading.WordsOf(clause)))
        || (clause.Act is "detail.hours" or "detail.vehicle" or "detail.other"
            && !RequestWords.Opening().IsMatch(Reading.WordsOf(clause))
            && RequestWords.SlotAsked().IsMatch(Reading.WordsOf(clause)))
        || (clause.Act == "detail.hours" && State.IsBooking
            && !RequestWords.Opening().IsMatch(Reading.WordsOf(clause)));

    /// <summary>Whether nothing is to be booked, for now or at all.</summary>
    public bool BooksNothing => RequestWords.Nothing().IsMatch(Heard.Text);
}
