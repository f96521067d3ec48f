namespace Gateway.Brain.House.Times;

/// <summary>
/// Finds what a text says of days and times, in French or English, and what it means by now. Words become tokens,
/// tokens
/// become items (a day, an hour, "until"), items become components (a point, a bound, a range), and components that
/// belong together become a value.
/// </summary>
internal static class TimeReader
{
    /// <summary>The expressions of time in a text, in its order; none when it has none.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="locale">Its language, <c>fr</c> or <c>en</c>, with or without a region. When nothing is found the
    /// other is tried: people mix them.</param>
    /// <param name="now">From when it is counted.</param>
    public static IReadOnlyList<ReadTime> Find(string text, string locale, LocalNow now)
    {
        var isFrench = locale.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var (own, other) = isFrench
            ? (TimeVocabulary.French, TimeVocabulary.English)
            : (TimeVocabulary.English, TimeVocabulary.French);
        var tokens = new TimeTokens(text, own);
        var found = Find(tokens, now);
        if (found.Count > 0 || tokens.HasIdiom)
            return found;
        return [.. Find(new TimeTokens(text, other), now).Where(time => time.Value is not (UnclearTime or AtOnce)
            && IsTelling(text[time.Start..time.End]))];
    }

    // "Mon" and "sept" are words of both languages; so short a find in the other one is none.
    private static bool IsTelling(string found) =>
        found.Any(char.IsAsciiDigit) || found.Split(' ', '-', '\'').Any(word => word.Length > 4);

    private static List<ReadTime> Find(TimeTokens tokens, LocalNow now)
    {
        var items = TimeItems.Of(tokens, now);
        var parser = new ExpressionParser(items, tokens, now);
        List<ReadTime> found = [];
        var isDenied = false;
        for (var at = 0; at < items.Count;)
        {
            if (parser.Read(at) is not { } read)
            {
                at++;
                continue;
            }

            isDenied |= read.Value is null;
            if (read.Value is { } value)
            {
                var looksBack = items.Skip(read.First).Take(read.Next - read.First)
                    .Any(item => item is PointItem { Day.LooksBack: true });
                var (first, last) = (tokens[items[read.First].First], tokens[items[read.Next - 1].Next - 1]);
                found.Add(new ReadTime(first.Start, last.End, PastTimes.Mark(value, looksBack, tokens, now)));
            }

            at = read.Next;
        }

        var kept = Settle(found);
        // Only what does not suit was said.
        return kept.Count == 0 && isDenied && tokens.Count > 0
            ? [new ReadTime(tokens[0].Start, tokens[tokens.Count - 1].End, new UnclearTime())]
            : kept;
    }

    // What is said twice counts once, and what is vague only where nothing else is said.
    private static List<ReadTime> Settle(List<ReadTime> found)
    {
        var clear = found.FindAll(time => time.Value is not (UnclearTime or AtOnce)
            || !found.Exists(other => other.Value is not (UnclearTime or AtOnce)));
        List<ReadTime> kept = [];
        foreach (var time in clear)
        {
            if (kept.Exists(other => other.Value == time.Value || Refines(other.Value, time.Value)))
                continue;
            kept.RemoveAll(other => Refines(time.Value, other.Value));
            kept.Add(time);
        }

        return kept;
    }

    // "17h", then "after 17h"; "the 24th", then "Tuesday the 24th at 2".
    public static bool Refines(TimeValue finer, TimeValue other) => (finer, other) switch
    {
        (TimePoint one, TimePoint two) => one != two && (two.Day is null || two.Day == one.Day)
            && (two.Time is null || two.Time == one.Time) && (two.Part is null || two.Part == one.Part),
        (TimeRange range, TimePoint point) when range.From?.Time is not null || range.To?.Time is not null
            || range.From is null
            || range.To is null => range.From == point || range.To == point
            || (point is { Time: null, Part: null } && range is { From.Time: not null } && range.From.Day == point.Day),
        (TimeRange { From: { Day: { } from, Time: null }, To.Day: { } to },
            TimePoint { Day: { } day, Time: null, Part: null }) =>
            day >= from && day <= to,
        (TimePoint { Day: { } day }, TimeRange { From.Day: { } from, To.Day: { } to, From.Time: null }) =>
            day >= from && day <= to,
        (TimeRange { From.Day: { } one, To.Day: { } two },
            TimeRange { From.Day: { } from, To.Day: { } to, From.Time: null }) =>
            one >= from && two <= to && (one, two) != (from, to),
        (UnclearTime, UnclearTime) => true,
        (Alternatives several, _) => several.Values.Contains(other),
        _ => false,
    };
}
