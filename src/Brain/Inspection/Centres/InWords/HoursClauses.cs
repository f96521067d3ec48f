namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>Takes a text of opening hours apart into what it says of which days.</summary>
internal sealed class HoursClauses(string text)
{
    // Nobody opens before that who writes no more than a number: "1-5" is an afternoon to some.
    private const int EarlyMinutes = 5 * 60;

    private readonly List<Token> _tokens = Token.Of(text);
    private readonly List<HoursClause> _clauses = [];
    private HoursClause _now = new();
    private bool _isBetween;

    /// <summary>All of it, in its order.</summary>
    /// <exception cref="WordingException">It is not understood.</exception>
    public List<HoursClause> Read()
    {
        for (var at = 0; at < _tokens.Count;)
            at = ReadOne(at);
        End();
        return _clauses;
    }

    private int ReadOne(int at)
    {
        var token = _tokens[at];
        var found = HoursVocabulary.All.Find(_tokens, at);
        if (found is null or { Meaning: HoursWord.Named } && ReadTime(at) is var (opens, behind))
            return ReadSpan(opens, behind);
        if (found is var (word, next))
        {
            if (word is HoursWord.Days days)
                return ReadDays(days, at, next);
            Take(word, token, _tokens[next - 1]);
            if (token.Text == ",")
                _now.HasComma = true;
            return next;
        }

        if (token.Text is ";" or "\n" or "!")
            EndOfSentence();
        else if (token.Text == "." && !(at > 0 && IsShortDay(at - 1)))
            EndOfSentence();
        else if (token.Text is not ("." or "/"))
            throw Problem(WordingProblemKind.UnknownWord, token.Start, token.End);
        return at + 1;
    }

    private void Take(HoursWord word, Token first, Token last)
    {
        switch (word)
        {
            case HoursWord.Closed when _now is { Kind: ClauseKind.Open, Spans.Count: 0 }
                && (_now.Days.Count > 0 || _now.HasHolidays):
                (_now.Kind, _now.IsClosedBehind) = (ClauseKind.Closed, true);
                break;
            case HoursWord.Closed when _now is { Kind: ClauseKind.Except, Spans.Count: 0 }:
                break;
            case HoursWord.Closed:
                Begin(ClauseKind.Closed, first.Start);
                break;
            case HoursWord.Except when _now is { Kind: ClauseKind.Open, Days.Count: > 0, Spans.Count: 0 }:
                throw Problem(WordingProblemKind.Ambiguous, _now.Start, last.End);
            case HoursWord.Except:
                Begin(ClauseKind.Except, first.Start);
                break;
            case HoursWord.Holidays:
                if (_now is { Spans.Count: > 0, Days.Count: > 0 } or { IsClosedBehind: true })
                    Begin(ClauseKind.Open, first.Start);
                _now.HasHolidays = true;
                break;
            case HoursWord.Part part:
                _now.HasMorning |= part.IsMorning;
                _now.HasAfternoon |= !part.IsMorning;
                break;
            case HoursWord.AllDay allDay:
                AddSpan(0, 24 * 60, first.Start);
                if (allDay.IsEveryDay)
                    AddDays(HoursVocabulary.Days, first.Start);
                break;
            case HoursWord.Between:
                _isBetween = true;
                break;
            case HoursWord.Unclear:
                throw Problem(WordingProblemKind.Ambiguous, first.Start, last.End);
        }

        _now.End = last.End;
    }

    private int ReadDays(HoursWord.Days days, int at, int next)
    {
        var all = days.All;
        if (days.All.Count == 1 && DayAfterUntil(next) is var (last, behind))
        {
            var (from, to) = (PlaceOf(days.All[0]), PlaceOf(last));
            all = [.. Enumerable.Range(0, ((to - from + 7) % 7) + 1)
                .Select(step => HoursVocabulary.Days[(from + step) % 7])];
            next = behind;
        }

        AddDays(all, _tokens[at].Start);
        _now.End = _tokens[next - 1].End;
        return next;
    }

    /// <summary>The day that a range of days ends with, where one follows.</summary>
    private (DayOfWeek Day, int Next)? DayAfterUntil(int at)
    {
        while (at < _tokens.Count && _tokens[at].Text == ".")
            at++;
        if (at >= _tokens.Count || HoursVocabulary.All.Find(_tokens, at) is not (HoursWord.Until, var day))
            return null;
        while (day < _tokens.Count && _tokens[day].Text is "le" or "au" or "to")
            day++;
        return day < _tokens.Count
            && HoursVocabulary.All.Find(_tokens, day) is (HoursWord.Days { All: [var last] }, var next)
            ? (last, next)
            : null;
    }

    private void AddDays(IReadOnlyList<DayOfWeek> days, int start)
    {
        var isDone = _now switch
        {
            { IsClosedBehind: true } => true,
            { Kind: ClauseKind.Open, IsHoursFirst: true } => false,
            { Spans.Count: > 0 } => true,
            _ => false,
        };
        if (isDone)
            Begin(ClauseKind.Open, start);
        if (_now.Kind != ClauseKind.Open && _now.Days.Count > 0 && _now.HasComma)
            _now.Later.AddRange(days);
        else
            _now.Days.AddRange(days);
    }

    private int ReadSpan(WrittenTime opens, int at)
    {
        while (at < _tokens.Count
            && HoursVocabulary.All.Find(_tokens, at) is var (word, next)
            && (word is HoursWord.Until || (_isBetween && word is HoursWord.And)))
        {
            while (next < _tokens.Count && _tokens[next].Text is "a" or "to")
                next++;
            if (next >= _tokens.Count || ReadTime(next) is not var (closes, behind))
                break;
            _isBetween = false;
            var (from, to) = Settle(opens, closes);
            if (from >= to)
                throw Problem(WordingProblemKind.Order, opens.Start, closes.End);
            AddSpan(from, to, opens.Start);
            _now.End = closes.End;
            return behind;
        }

        throw Problem(WordingProblemKind.HalfSpan, opens.Start, opens.End);
    }

    private (int From, int To) Settle(WrittenTime opens, WrittenTime closes)
    {
        var isUnclear = opens.IsBare && closes.IsBare && opens.Minutes < EarlyMinutes && closes.Minutes <= 12 * 60;
        // "8am to 12am" is midnight by the clock, and noon to many who write it.
        if (isUnclear || closes is { Half: 'a', Minutes: >= 720 })
            throw Problem(WordingProblemKind.Ambiguous, opens.Start, closes.End);
        var to = closes.With(closes.Half);
        var from = opens.With(opens.Half);
        // "2-6pm" says pm of both, "9-5pm" cannot.
        if (opens.Half is null && closes.Half is { } half && opens.Minutes <= 12 * 60)
            from = opens.With(half) < to ? opens.With(half) : from;
        return (from == 24 * 60 ? 0 : from, to);
    }

    private void AddSpan(int from, int to, int start)
    {
        switch (_now)
        {
            case { Kind: ClauseKind.Open, IsHoursFirst: true, Days.Count: > 0 }:
                Begin(ClauseKind.Open, start);
                break;
            case { Kind: ClauseKind.Closed, Later.Count: > 0 }:
                var later = _now.Later.ToList();
                _now.Later.Clear();
                Begin(ClauseKind.Open, start);
                _now.Days.AddRange(later);
                break;
            case { Kind: ClauseKind.Except, Later.Count: > 0 }:
                throw Problem(WordingProblemKind.Ambiguous, _now.Start, start);
        }

        if (_now is { Kind: ClauseKind.Open, Days.Count: 0, HasHolidays: false })
            _now.IsHoursFirst = true;
        _now.Spans.Add((from, to));
    }

    private void EndOfSentence()
    {
        if (_now.Spans.Count > 0 || _now.Kind != ClauseKind.Open)
            Begin(ClauseKind.Open, _now.End);
    }

    private void Begin(ClauseKind kind, int start)
    {
        End();
        _now = new HoursClause { Kind = kind, Start = start, End = start };
    }

    private void End()
    {
        _now.Days.AddRange(_now.Later);
        _now.Later.Clear();
        if (!_now.IsEmpty || _now.Kind == ClauseKind.Closed)
            _clauses.Add(_now);
    }

    private (WrittenTime Time, int Next)? ReadTime(int at) =>
        HoursVocabulary.All.Find(_tokens, at) is (HoursWord.Named named, var next)
            ? (new WrittenTime(
                named.Minutes, null, IsBare: false, _tokens[at].Start, _tokens[next - 1].End), next)
            : ClockReader.Read(_tokens, at, text);

    private bool IsShortDay(int at) =>
        HoursVocabulary.All.Find(_tokens, at) is (HoursWord.Days { IsShort: true }, _);

    private static int PlaceOf(DayOfWeek day) => ((int)day + 6) % 7;

    private WordingException Problem(WordingProblemKind kind, int start, int end) =>
        new(new WordingProblem(kind, text[start..end].Trim(' ', ',', '\n')));
}
