namespace Gateway.Brain.House.Times;

/// <summary>Joins the branches of an expression into one value; what is said of one may hold for all.</summary>
internal sealed class Alternation(LocalNow now)
{
    private readonly ComponentValue _values = new(now);

    /// <summary>The value of branches: of one alone, or of each of them.</summary>
    /// <param name="branches">What can be chosen from.</param>
    /// <param name="excluded">What does not suit.</param>
    /// <param name="anchor">The day that "the day after" counts from, or null.</param>
    public TimeValue Combine(List<List<TimeComponent>> branches, List<TimeComponent> excluded, DateOnly? anchor)
    {
        ShareTime(branches);
        ShareDays(branches);
        List<TimeValue> values = [];
        foreach (var branch in branches)
        {
            if (AnchorBefore(values) is { } last)
                KeepOrder(branch, last);
            var value = _values.Of(branch, AnchorBefore(values) ?? anchor);
            var kept = excluded.Count == 0 ? [value] : Without(value, excluded);
            values.RemoveAll(one => kept.Exists(other => TimeReader.Refines(other, one)));
            values.AddRange(kept.Where(one => !values.Contains(one)));
        }

        return values.Count == 1 ? values[0] : values.Count == 0 ? new UnclearTime() : new Alternatives(values);
    }

    // "Mardi ou jeudi": who names days in their order means them in it.
    private static void KeepOrder(List<TimeComponent> branch, DateOnly last)
    {
        for (var at = 0; at < branch.Count; at++)
        {
            if (branch[at].From.Day is WeekdayDay { Weeks: 0, InWeek: null, LooksBack: false } weekday
                && Calendar.InWeekOf(last, weekday.Day) is var day && day > last)
                branch[at] = branch[at] with { From = branch[at].From with { Day = new PeriodDays(day, day) } };
        }
    }

    private static DateOnly? AnchorBefore(List<TimeValue> values) => values.Count == 0 ? null : values[^1] switch
    {
        TimePoint { Day: { } day } => day,
        TimeRange { To.Day: { } day } => day,
        _ => null,
    };

    // "Monday or Tuesday after 6", "on the afternoon of either Thursday or Friday", "mardi matin ou soir", "2 or 3 pm".
    private static void ShareTime(List<List<TimeComponent>> branches)
    {
        var (first, last) = (branches[0], branches[^1]);
        if (branches.Count < 2)
            return;
        var timed = last.FindAll(part => !part.HasDay && part.HasTime);
        var said = last.Find(part => part.HasDay && part.HasTime);
        if (said is not null && last.Count == 1)
            timed = [said with { From = said.From with { Day = null }, To = said.To is null ? null
                : said.To with { Day = null } }];
        var leads = first.Count > 0 && first.Exists(part => part.HasDay)
            && first[0] is { HasDay: false, HasTime: true } or { From.TimeLeads: true };
        var ahead = first.FindAll(part => part.HasTime)
            .ConvertAll(part => part with
            {
                From = part.From with { Day = null },
                To = part.To is null ? null
                : part.To with { Day = null }
            });
        foreach (var branch in branches)
        {
            if (branch.Exists(part => part.HasTime || part.Whole is not null))
                continue;
            if (timed.Count > 0 && branch.TrueForAll(part => !part.IsPeriod))
                branch.AddRange(timed);
            else if (leads)
                branch.AddRange(ahead);
        }

        if (last is [{ HasDay: false, Bound: Bound.None, From.Clock: { IsOpen: false, Minutes: >= 12 * 60 } }])
        {
            foreach (var branch in branches.Where(one =>
                one is [{ HasDay: false, From.Clock: { IsOpen: true, Minutes: < 8 * 60 } }]))
                branch[0] = branch[0] with
                {
                    From = branch[0].From with
                    {
                        Clock = branch[0].From.Clock!.Value.Fix(
                    isAm: false)
                    }
                };
        }
    }

    // A branch of a time alone is of the day before it: "mardi matin ou soir".
    private static void ShareDays(List<List<TimeComponent>> branches)
    {
        for (var at = branches.Count - 2; at >= 0; at--)
        {
            var (before, after) = (branches[at].Find(part => part.HasDay), branches[at + 1].Find(part => part.HasDay));
            if (before is { To: null, From.Day: { } day } && after is { From.Day: { } later })
            {
                var (shared, same) = ComponentValue.Share(day, later);
                branches[at][branches[at].IndexOf(before)] = before with { From = before.From with { Day = shared } };
                branches[at + 1][branches[at + 1].IndexOf(
                    after)] = after with { From = after.From with { Day = same } };
            }
        }

        for (var at = 1; at < branches.Count; at++)
        {
            var before = branches[at - 1].Find(part => part.HasDay);
            if (before is null || branches[at].Exists(part => part.Whole is not null))
                continue;
            // "Tous les lundis et jeudi": the second comes again, too.
            if (before.Cycle is { First: not null } cycle && branches[at] is [{ From.Day: WeekdayDay weekday }, ..])
                branches[at][0] = branches[at][0] with
                {
                    From = new SaidPoint(),
                    Cycle = cycle with { First = weekday.Day, Last = null }
                };
            else if (!branches[at].Exists(part => part.HasDay))
                branches[at].Add(before with
                {
                    From = before.From with { Clock = null, Part = null },
                    To = null,
                    Bound = Bound.None
                });
        }
    }

    // "Any day next week but Tuesday": what is left of a range.
    private List<TimeValue> Without(TimeValue value, List<TimeComponent> excluded)
    {
        // "Tous les jours sauf le dimanche".
        if (value is Recurrence { Unit: TimeUnit.Day, Count: 1 } daily
            && excluded is [{ From.Day: WeekdayDay { Day: DayOfWeek.Sunday or DayOfWeek.Monday } free }])
        {
            return free.Day == DayOfWeek.Sunday
                ? [daily with { Unit = TimeUnit.Week, First = DayOfWeek.Monday, Last = DayOfWeek.Saturday }]
                : [daily with { Unit = TimeUnit.Week, First = DayOfWeek.Tuesday, Last = DayOfWeek.Sunday }];
        }

        if (value is not TimeRange { From: { Day: { } from, Time: null }, To: { Day: { } to, Time: null } })
            return [value];
        List<(DateOnly From, DateOnly To)> left = [(from, to)];
        var whole = new PeriodDays(from, to, TimeUnit.Week);
        foreach (var part in excluded)
        {
            if (_values.Of([part with { From = part.From with { Day = Within(part.From.Day, whole) } }],
                from) is not TimePoint { Day: { } day })
                continue;
            left = [.. left.SelectMany<(DateOnly From, DateOnly To), (DateOnly From, DateOnly To)>(span =>
                day < span.From || day > span.To
                ? [span]
                : [(span.From, day.AddDays(-1)), (day.AddDays(1), span.To)]).Where(span => span.From <= span.To)];
        }

        return [.. left.SelectMany<(DateOnly From, DateOnly To), TimeValue>(span =>
            span.To.DayNumber - span.From.DayNumber > 1
            ? [new TimeRange(new TimePoint(span.From), new TimePoint(span.To))]
            : span.From == span.To ? [new TimePoint(span.From)] : [new TimePoint(span.From), new TimePoint(span.To)])];
    }

    private DaySpec? Within(DaySpec? day, PeriodDays whole) =>
        day?.Resolve(now.Day, whole, null) is { } days ? new PeriodDays(days.From, days.To) : day;
}
