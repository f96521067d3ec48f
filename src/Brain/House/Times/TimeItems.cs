namespace Gateway.Brain.House.Times;

/// <summary>Reads a text as a row of items: points, marks, and the gaps between them.</summary>
internal sealed class TimeItems
{
    private const int SentenceEnd = 6;

    private static readonly Term[] Marks =
    [
        Term.Or, Term.From, Term.Until, Term.Before, Term.By, Term.After, Term.Between, Term.OrLater, Term.OrEarlier,
        Term.To, Term.Not, Term.Except, Term.Refused, Term.Correction, Term.And, Term.At, Term.Within,
    ];

    private readonly TimeTokens _tokens;
    private readonly LocalNow _now;
    private readonly DayParser _days;
    private readonly ClockParser _clocks;
    private readonly DurationParser _durations;
    private readonly CycleParser _cycles;

    private TimeItems(TimeTokens tokens, LocalNow now)
    {
        _tokens = tokens;
        _now = now;
        _days = new DayParser(tokens, now);
        _clocks = new ClockParser(tokens);
        _durations = new DurationParser(tokens, now);
        _cycles = new CycleParser(tokens);
    }

    /// <summary>The items of a text.</summary>
    public static List<TimeItem> Of(TimeTokens tokens, LocalNow now)
    {
        var reader = new TimeItems(tokens, now);
        List<TimeItem> items = [];
        for (var at = 0; at < tokens.Count; at = items[^1].Next)
            items.Add(reader.Read(at));
        return items;
    }

    private TimeItem Read(int at)
    {
        var token = _tokens[at];
        if (token.Is(Term.Idiom))
            return new GapItem(at, at + 1, 1);
        if (IsName(at))
            return new GapItem(at, at + 2, 2);
        if (token.Term == Term.Now)
            return new WholeItem(at, at + 1, new AtOnce());
        if (token.Is(Term.SameTime))
            return new PointItem(at, at + 1) { Clock = new ClockTime((_now.Time.Hour * 60) + _now.Time.Minute, false) };
        return (TimeItem?)_durations.Read(at) ?? _cycles.Read(at) ?? Vague(at) ?? (TimeItem?)_clocks.Read(at)
            ?? _days.Read(at)
            ?? Part(at) ?? Mark(at) ?? (TimeItem?)_clocks.ReadBare(at) ?? Gap(at);
    }

    private WholeItem? Vague(int at) =>
        _tokens[at].Is(Term.Vague) && !(_tokens[at].Is(Term.RelativeDay) && IsClockAhead(at + 1))
            ? new WholeItem(at, at + 1, new UnclearTime()) : null;

    // "Tout à l'heure à 11h30": today.
    private bool IsClockAhead(int at) =>
        _clocks.Read(at) is not null || (_tokens[at].Is(Term.At) && _clocks.Read(at + 1) is not null);

    // "Dans la matinée", "plutôt le soir", "Friday am", "en fin de journée".
    private PointItem? Part(int at)
    {
        var start = at;
        while (_tokens[at].Is(Term.Article) || _tokens[at].Is(Term.In) || _tokens[at].Is(Term.On)
            || _tokens[at].Is(Term.Third)
            || _tokens[at].Text is "in the" or "of" or "de" or "d" or "en" or "this" or "du" or "premiere" or "toute"
            or "a")
            at++;
        if (Day(at) is { } part)
        {
            var next = at + 1;
            if (_tokens[next].Text is "meme" or "time")
                next++;
            return new PointItem(start, next) { Part = part };
        }

        return null;
    }

    private DayPart? Day(int at)
    {
        var token = _tokens[at];
        // "I am" is no morning.
        if (token.Text is "am" or "pm" or "a m" or "p m")
        {
            if (!_tokens[at - 1].Is(Term.Weekday) && !_tokens[at - 1].Is(Term.RelativeDay)
                && !_tokens[at - 1].Is(Term.Ordinal)
                && !_tokens[at - 1].Is(Term.Month) && !_tokens[at - 1].Is(Term.Or))
                return null;
            return token.Text[0] == 'a' ? DayPart.Morning : DayPart.Afternoon;
        }

        if (token.Of(Term.DayPart) is { } part)
            return (DayPart)part;
        if (token.Is(Term.Am))
            return DayPart.Morning;
        if (token.Is(Term.Pm))
        {
            return token.Text.Contains("soir", StringComparison.Ordinal)
                || token.Text.Contains("evening", StringComparison.Ordinal)
                ? DayPart.Evening
                : token.Text.Contains("night", StringComparison.Ordinal) ? DayPart.Night : DayPart.Afternoon;
        }

        return token.Text switch
        {
            "matins" => DayPart.Morning,
            "soirs" or "soirees" => DayPart.Evening,
            "midis" => DayPart.Noon,
            _ => null,
        };
    }

    private MarkItem? Mark(int at)
    {
        var token = _tokens[at];
        if (Array.Exists(Marks, token.Is))
            return new MarkItem(at, at + 1, token);
        return token.Text is "-" or "/" or "," ? new MarkItem(at, at + 1, token) : null;
    }

    private GapItem Gap(int at)
    {
        var token = _tokens[at];
        var cost = token switch
        {
            { Term: Term.Sign, Text: "." or "!" or "?" or ";" } => _tokens[at + 1].Term == Term.End ? 0
                : SentenceEnd / 2,
            { Term: Term.Sign } => 0,
            { Term: Term.Article or Term.Of or Term.On or Term.Filler or Term.This or Term.Usually } => 0,
            _ => 1,
        };
        return new GapItem(at, at + 1, cost);
    }

    // "M. Janvier", "April said", "rue du 11 novembre", "le restaurant Le Minuit": called so.
    private bool IsName(int at)
    {
        var token = _tokens[at];
        if (!token.Is(Term.Month) && !token.Is(Term.Weekday) && !token.Is(Term.NamedHour) && !token.Is(Term.Number)
            && !token.Is(Term.Article)
            && !token.Is(Term.Holiday) && !token.Is(Term.Ordinal))
            return false;
        for (var back = 1; back <= 2; back++)
        {
            var word = _tokens[at - back];
            if (word.Term == Term.End)
                break;
            if (Callers.Contains(word.Text))
                return true;
            if (token.Is(Term.Month) && (word.Text is "monsieur" or "mr" or "mme" or "madame" or "mrs" or "miss"
                || (word.Text == "m" && back == 2 && _tokens[at - 1].Text == ".")))
                return true;
            if (word.Term == Term.Sign && word.Text != "." || word.Is(Term.At))
                break;
        }

        for (var ahead = 1; ahead <= 5; ahead++)
        {
            if (_tokens[at + ahead].Text is "prenom" or "robinson" or "crusoe" or "surname")
                return true;
        }

        return token.Is(Term.Month) && _tokens[at - 1].Term is Term.End or Term.Other
            && _tokens[at + 1].Text is "said" or "told" or "says" or "works" or "will" or "was" or "from";
    }

    private static readonly HashSet<string> Callers =
    [
        "rue", "avenue", "av", "boulevard", "bd", "quai", "chemin", "impasse", "allee",
        "restaurant", "resto", "bar", "cafe", "hotel", "film", "pub", "square", "street",
        "prenomme", "called", "named", "song", "album", "movie", "metro", "lycee", "ecole",
    ];
}
