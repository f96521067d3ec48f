using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>Puts what was said of days together into a week.</summary>
internal sealed class HoursWeek
{
    private const int Noon = 12 * 60;

    private readonly string _text;
    private readonly Dictionary<DayOfWeek, Said> _days = [];
    private bool _isClosedOnHolidays;

    private HoursWeek(string text) => _text = text;

    /// <summary>The week.</summary>
    /// <exception cref="WordingException">What is said does not go together.</exception>
    public static OpeningHours Settle(List<HoursClause> clauses, string text)
    {
        var week = new HoursWeek(text);
        // What is closed is taken away from what is open, wherever it stands.
        IReadOnlyList<DayOfWeek> last = [];
        foreach (var clause in clauses)
        {
            if (clause.Kind == ClauseKind.Open)
            {
                week.Open(clause);
                last = clause.Days;
            }
            else if (clause is { Days.Count: 0, HasHolidays: false })
            {
                clause.IsInherited = true;
                clause.Days.AddRange(last);
            }
        }

        foreach (var clause in clauses.Where(clause => clause.Kind != ClauseKind.Open))
            week.Close(clause);
        return week.Settle();
    }

    private void Open(HoursClause clause)
    {
        if (clause.HasHolidays)
            throw Problem(WordingProblemKind.HolidayHours, clause);
        if (clause.Spans.Count == 0)
            throw Problem(WordingProblemKind.NoHours, clause);
        if (clause.Days.Count == 0)
            throw Problem(WordingProblemKind.NoDays, clause);
        foreach (var day in clause.Days.Distinct())
        {
            if (!_days.TryGetValue(day, out var said))
                _days[day] = said = new Said([], clause.HasPart, clause.Days.Count == 1);
            else if (!said.HasPart || !clause.HasPart)
                throw Problem(WordingProblemKind.Twice, clause);
            said.Spans.AddRange(clause.Spans);
        }
    }

    private void Close(HoursClause clause)
    {
        _isClosedOnHolidays |= clause.HasHolidays;
        foreach (var day in clause.Days.Distinct())
        {
            var said = _days.GetValueOrDefault(day);
            if (clause is { Kind: ClauseKind.Except, Spans.Count: > 0, IsInherited: false } && said is not null)
                _days[day] = new Said([.. clause.Spans], HasPart: true, IsAlone: true);
            else if (clause.Spans.Count > 0)
                Subtract(clause, said ?? throw Problem(WordingProblemKind.NoHours, clause));
            else if (clause.HasPart)
                CutAtNoon(clause, said ?? throw Problem(WordingProblemKind.NoHours, clause));
            else if (said is { IsAlone: true })
                throw Problem(WordingProblemKind.Twice, clause);
            else
                _days.Remove(day);
        }
    }

    private static void Subtract(HoursClause clause, Said said)
    {
        foreach (var (from, to) in clause.Spans)
        {
            var rest = said.Spans.SelectMany(
                span => new[] { (span.From, To: Math.Min(span.To, from)), (From: Math.Max(span.From, to), span.To) })
                .Where(span => span.From < span.To).ToList();
            said.Spans.Clear();
            said.Spans.AddRange(rest);
        }
    }

    private void CutAtNoon(HoursClause clause, Said said)
    {
        // Until when a day is closed "in the afternoon" that is open all day, nobody said.
        if (said.Spans.Exists(span => span.From < Noon && span.To > Noon))
            throw Problem(WordingProblemKind.Ambiguous, clause);
        said.Spans.RemoveAll(span => span.To <= Noon ? clause.HasMorning : clause.HasAfternoon);
    }

    private OpeningHours Settle()
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>>();
        foreach (var day in HoursVocabulary.Days.Where(_days.ContainsKey))
        {
            var spans = new List<(int From, int To)>();
            foreach (var span in _days[day].Spans)
            {
                if (spans.Count > 0 && spans[^1].To > span.From)
                    throw new WordingException(new(WordingProblemKind.Order, _text.Trim()));
                if (spans.Count > 0 && spans[^1].To == span.From)
                    spans[^1] = (spans[^1].From, span.To);
                else
                    spans.Add(span);
            }

            if (spans.Count > 0)
                week[day] = [.. spans.Select(span => new OpenSpan(TimeOf(span.From), TimeOf(span.To)))];
        }

        return week.Count > 0
            ? new OpeningHours { Week = week, ClosedOnHolidays = _isClosedOnHolidays ? [PublicHolidays.France] : [] }
            : throw new WordingException(new(WordingProblemKind.NoHours, ""));
    }

    private static TimeOnly TimeOf(int minutes) => new(minutes / 60 % 24, minutes % 60);

    private WordingException Problem(WordingProblemKind kind, HoursClause clause) =>
        new(new WordingProblem(
            kind, _text[clause.Start..Math.Max(clause.Start, clause.End)].Trim(' ', ',', ';', '\n')));

    private sealed record Said(List<(int From, int To)> Spans, bool HasPart, bool IsAlone);
}
