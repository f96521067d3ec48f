using System.Text.RegularExpressions;
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
internal sealed partial class InspectionRequest
{
    // Of these acts what is said of days and times is when they would like to come.
    private static readonly string[] Wishing =
        ["book", "inform", "correct", "slots", "move", "decline", "choose", "waitlist", "unsure", "yes", "no"];

    private const int DaysOfWeek = 7;
    private const float Unsure = 0.5f;

    private static readonly string[] DeadlineWords =
        ["expir", "périm", "perim", "fin de valid", "dernier délai", "dernier delai", "limite", "deadline",
            "runs out", "run out", " due ", "arrive à échéance", "échéance"];

    /// <summary>Reads a request.</summary>
    public InspectionRequest(HouseTurn turn)
    {
        Turn = turn;
        State = turn.State<InspectionState>();
        Reading = InspectionReading.Of(turn, State);
        Told = ToldDetails.Read(Reading, State, turn.Facts.Locale);
        Times = ReadTimes();
    }

    /// <summary>The request to the house model.</summary>
    public HouseTurn Turn { get; }

    /// <summary>The state as it was when the agent took it up.</summary>
    public InspectionState State { get; }

    /// <summary>What was written.</summary>
    public InspectionReading Reading { get; }

    /// <summary>What it tells of the vehicle and of who brings it.</summary>
    public ToldDetails Told { get; }

    /// <summary>What it says of days and times at which they might come, in their order.</summary>
    public IReadOnlyList<SaidTime> Times { get; }

    /// <summary>The button that was pressed, or null.</summary>
    public string? Pressed => Turn.Facts.Pressed;

    /// <summary>The day it is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>What was read back and waits for a yes; null when nothing does.</summary>
    public string? Waiting => Turn.Facts.Proposed is { IsInBackground: false } proposed ? proposed.Tool : null;

    /// <summary>Whether it says yes to what was read back; the gate has the last word.</summary>
    public bool Accepts => Waiting is not null
        && (Pressed is ConfirmPayload.Any || ConfirmPayload.DigestIn(Pressed) is not null
            || Assent.IsPlain(
                Turn.Heard, readBack: null, Waiting == InspectionToolNames.ConfirmCancellation ? Intents.Cancel : null)
            || InspectionAssent.Of(Reading, Turn.Heard, Waiting == InspectionToolNames.ConfirmCancellation) == true);

    /// <summary>When they would like to come, by this message; null where it does not say.</summary>
    public Wish? Wish => WishIn(Times);

    /// <summary>The same, by some of the times.</summary>
    public Wish? WishIn(IReadOnlyList<SaidTime> times) =>
        WishReader.Read(
            times, Today, SameDay().IsMatch(Turn.Heard.Text) ? OfBefore ?? State.Wish : State.Wish, IsDeadline)
            is { } wish
        ? NotThisWeek().IsMatch(Turn.Heard.Text) && wish.From < NextMonday
            ? wish with { From = wish.From.AddDays(DaysOfWeek), To = wish.To.AddDays(DaysOfWeek) }
            : wish
        : NotThisWeek().IsMatch(Turn.Heard.Text)
            ? new Wish(NextMonday, NextMonday.AddDays(DaysOfWeek - 1), null, null, null)
            : null;

    /// <summary>The slot of those offered that is meant; null where none is.</summary>
    public OfferedSlot? Picked => InspectionPayload.SlotIn(Pressed) is { } id
        ? State.Offered.FirstOrDefault(slot => slot.Id == id)
        : SlotPick.In(
            Turn.Heard.Text, Times, State.Offered,
            Reading.LikelihoodOf(act => act is "choose") >= InspectionReading.SureEnough
                || (Reading.Clauses is [{ Act: "yes" }] && State.Offered.Count == 1));

    /// <summary>Whether it speaks of an appointment that cannot be kept, or is to be another one.</summary>
    public bool WouldMove => Reading.Does("move") || (!State.IsBooking && Moving().IsMatch(Turn.Heard.Text)
        && Reading.LikelihoodOf(act => act is "move" or "cancel") >= 0.1f);

    // "The same day": that of the appointment that was made last.
    private Wish? OfBefore => State.Known.Count == 0
        ? null
        : DateOnly.FromDateTime(State.Known.MaxBy(one => one.Start)!.Start.DateTime) is var day
            ? new Wish(day, day, null, null, null)
            : null;

    private DateOnly NextMonday => House.Times.Calendar.Monday(Today).AddDays(DaysOfWeek);

    private DateTimeOffset Now => Turn.Facts.Now
        ?? throw new InvalidOperationException("A centre's agent is always told the time.");

    private bool IsDeadline => DeadlineWords.Any(
        word => Turn.Heard.Text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The day that a question is about; null where it names none.</summary>
    public DateOnly? DayAskedIn(ReadClause clause) => TimeReader.Find(
            Reading.WordsOf(clause), Turn.Facts.Locale, new LocalNow(Today, TimeOnly.FromDateTime(Now.DateTime)))
        .Select(time => (time.Value as TimePoint)?.Day).FirstOrDefault(day => day >= Today);

    /// <summary>What is asked of the centre and of the law; a day that is named may be a wish instead.</summary>
    public IEnumerable<ReadClause> Questions => Reading.Questions.Where(clause => !IsOfWish(clause)
        || DayAskedIn(clause) is null);

    /// <summary>Words a phrase.</summary>
    public AgentText Say(string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        Phrasebook.Load($"InspectionTalk.{Turn.Facts.Locale}.phrases").Say(phrase, Turn.Facts.Turn, values);

    /// <summary>Calls a tool.</summary>
    /// <returns>Its answer, or null when it could not do it.</returns>
    public async Task<T?> CallAsync<T>(string tool, object arguments) where T : class =>
        (await Turn.CallAsync(tool, arguments)).As<T>();

    /// <summary>Small talk of which every conversation has some; null when there is none.</summary>
    public AgentText? SmallTalk() => House.SmallTalk.Answer(Turn);

    // Clause by clause: what is refused in one says nothing of what is wished for in the next.
    private List<SaidTime> ReadTimes()
    {
        var now = new LocalNow(Today, TimeOnly.FromDateTime(Now.DateTime));
        List<SaidTime> wished = [];
        List<SaidTime> declined = [];
        foreach (var clause in Reading.Clauses)
        {
            var end = Math.Min(clause.End, Told.Rest.Length);
            if (clause.Start >= end)
                continue;
            var rest = Told.Rest[clause.Start..end];
            // "At eleven then. And how much is it?" may be one clause: what is no question of it is wished for.
            if (!IsOfWish(clause))
                rest = Stated(rest);
            var words = Courtesies().Replace(rest, ",").Replace('(', ',').Replace(')', ',');
            var times = TimeReader.Find(words, Turn.Facts.Locale, now)
                .Where(time => time.Value is not (PastTime or UnclearTime))
                .Select(time => new SaidTime(time.Value, words[time.Start..time.End]));
            (clause.Act == "decline" ? declined : wished).AddRange(times);
        }

        return wished.Count > 0 ? wished : declined;
    }

    // "And on Saturday the 12th?" asks for a slot, unless it asks when the centre is open.
    private bool IsOfWish(ReadClause clause) => Wishing.Contains(clause.Act) || clause.Certainty < Unsure
        || (clause.Act == "detail.hours" && State.IsBooking && !Opening().IsMatch(Reading.WordsOf(clause)));

    // Its sentences that are no questions; none of one that is but one sentence.
    private static string Stated(string text)
    {
        var stated = new System.Text.StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOfAny(['.', '!', '?'], start);
            // Half an hour and a price have points as well.
            while (end >= 0 && end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
                end = text.IndexOfAny(['.', '!', '?'], end + 1);
            if (end < 0)
                break;
            if (text[end] != '?')
                stated.Append(text, start, end + 1 - start);
            start = end + 1;
        }

        return stated.ToString();
    }

    [GeneratedRegex(
        @"\b(?:ouv\w+|ferm\w+|horaires?|open\w*|clos\w+|hours)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"\b(?:pas|plus) (?:possible )?cette semaine\b|\bnot this week\b|\bcette semaine (?:c.?est|ce n.?est|[cç]a (?:ne )?va) (?:pas|mort)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NotThisWeek();

    [GeneratedRegex(
        @"\b(?:same day|m[eê]me jour)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex SameDay();

    [GeneratedRegex(
        @"\b(?:can.?t make|cannot make|won.?t make|pourrai pas|pourrai plus|peux pas venir|peux plus venir|emp[eê]ch[eé]e?|d[eé]caler|reporter|d[eé]placer|reschedule|swap|move (?:it|my|our|the))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Moving();

    /// <summary>Whether nothing is to be booked, for now or at all.</summary>
    public bool BooksNothing => Nothing().IsMatch(Turn.Heard.Text);

    [GeneratedRegex(
        @"\b(?:(?:don.?t|do not) book|(?:ne |n.)?r[eé]serve[zr]? rien|(?:pas de|no) (?:rdv|rendez.vous|appointment) (?:pour l.instant|pour le moment|for now|yet)|rien pour l.instant|nothing for now)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();

    // Words that stand around a time and say nothing of it.
    [GeneratedRegex(
        @"\b(?:instead|please|pls|plz|plut[oô]t|svp|stp|si possible|if possible|ideally|id[eé]alement|si [cç]a va|merci|pile|toujours|the day after,|le lendemain,)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Courtesies();
}
