namespace Gateway.Brain.House.Times;

/// <summary>Reads whole expressions: what belongs together, and what is one of several.</summary>
internal sealed class ExpressionParser(IReadOnlyList<TimeItem> items, TimeTokens tokens, LocalNow now)
{
    private const int WidestGap = 6;
    private const int WidestGapToOther = 4;

    private readonly ComponentParser _components = new(items, tokens, now.Day);
    private readonly Alternation _alternation = new(now);

    /// <summary>The expression that begins at an item.</summary>
    /// <returns>Its value and what is behind it; null when none begins there or it is only said what does not
    /// suit.</returns>
    public (TimeValue? Value, int First, int Next)? Read(int at)
    {
        var isDenied = At(at) is MarkItem { Token: var token } && (token.Is(Term.Not) || token.Is(Term.Except));
        var start = isDenied ? SkipFree(at + 1) : at;
        if (ReadBranch(start) is not { } first)
            return null;
        List<List<TimeComponent>> branches = [];
        List<TimeComponent> excluded = [];
        var anchor = AnchorOf(first);
        var next = first[^1].Next;
        isDenied |= IsRefused(ref next);
        // "I can't do before 10": from ten on.
        if (isDenied && first is [{ Bound: not Bound.None, From.Clock: not null } bound])
        {
            isDenied = false;
            first = [bound with { Bound = bound.Bound is Bound.Before or Bound.Until ? Bound.From : Bound.Until }];
        }

        if (!isDenied)
            branches.Add(first);
        while (ReadLink(next, isDenied && branches.Count == 0) is { } link)
        {
            if (link.Kind == Term.Not)
                excluded.AddRange(link.Branch);
            else if (link.Kind == Term.Correction)
                branches = [link.Branch];
            else
                branches.Add(link.Branch);
            next = link.Branch[^1].Next;
        }

        if (branches.Count == 0)
        {
            // "Not this week, after."
            return anchor is { } last && At(SkipFree(next)) is MarkItem { Token: var after } && after.Is(Term.After)
                ? (new TimeRange(new TimePoint(last.To.AddDays(1)), null), at, SkipFree(next) + 1)
                : (null, at, next);
        }

        return (_alternation.Combine(branches, excluded, isDenied ? anchor?.From : null), branches[0][0].First, next);
    }

    // "Monday's no good, Tuesday", "lundi non, mardi".
    private bool IsRefused(ref int at)
    {
        var (next, gap) = (at, 0);
        while (At(next) is GapItem { Cost: var cost } && gap + cost <= 2)
            (next, gap) = (next + 1, gap + cost);
        if (At(next) is not MarkItem { Token: var token } || !token.Is(Term.Refused)
            || (token.Text is "no" or "non" && (gap > 0 || At(next + 1) is not MarkItem { Token.Text: "," })))
            return false;
        at = next + 1;
        return true;
    }

    // Another branch and how it hangs on: beside (Or), instead (Correction), or not that (Not).
    private (Term Kind, List<TimeComponent> Branch)? ReadLink(int at, bool isDenied)
    {
        var (kind, gap) = (Term.End, 0);
        for (; at < items.Count && gap <= WidestGapToOther; at++)
        {
            if (items[at] is MarkItem { Token: var token })
            {
                // "Or after 4": one word that links and bounds.
                if (token.Text.StartsWith("or ", StringComparison.Ordinal)
                    || token.Text.StartsWith("ou ", StringComparison.Ordinal))
                {
                    kind = Term.Or;
                    if (token.Is(Term.After) || token.Is(Term.Before))
                        break;
                }

                // A mark that opens the branch belongs to it.
                if (kind != Term.End && _components.Read(at) is not null)
                    break;
                if (token.Is(Term.Correction))
                    kind = Term.Correction;
                else if (token.Is(Term.Except) || token.Is(Term.Not))
                    kind = isDenied && !token.Is(Term.Not) ? Term.Or : Term.Not;
                else if (token.Is(Term.Or) || token.Text == "/")
                    kind = kind == Term.End || kind == Term.And ? Term.Or : kind;
                else if ((token.Is(Term.And) || token.Text == ",") && kind == Term.End)
                    kind = Term.And;
                else if (token.Text is not ("," or "-") && !token.Is(Term.At) && token.Of(Term.From) != 1)
                    break;
            }
            else if (items[at] is GapItem { Cost: var cost })
            {
                gap += cost;
            }
            else
            {
                break;
            }
        }

        if (gap > WidestGapToOther || kind == Term.End || ReadBranch(at) is not { } branch)
            return null;
        if (kind == Term.And && !branch[0].HasDay && (gap > 0 || branch[0].From.Clock is null
            || branch[0].Bound != Bound.None
            || branch[0].To is not null))
            return null;
        return branch.Exists(part => part.Whole is not null) && kind != Term.Or ? null : (kind, branch);
    }

    private List<TimeComponent>? ReadBranch(int at)
    {
        if (_components.Read(at) is not { } first)
            return null;
        List<TimeComponent> parts = [first];
        while (first.Whole is null)
        {
            var (ahead, gap) = (parts[^1].Next, 0);
            TimeComponent? more = null;
            for (; ahead < items.Count && gap <= WidestGap && more is null; ahead++)
            {
                more = _components.Read(ahead);
                if (more is null && items[ahead] is MarkItem mark && IsLink(mark))
                    break;
                gap += items[ahead] is GapItem { Cost: var cost } ? cost : 0;
            }

            if (more is null || gap > WidestGap || !Add(parts, more))
                return parts;
        }

        return parts;
    }

    private static bool IsLink(MarkItem mark) =>
        mark.Is(Term.Or) || mark.Is(Term.And) || mark.Is(Term.Not) || mark.Is(Term.Except) || mark.Is(Term.Correction)
        || mark.Token.Text == "/";

    // Adds what says more of the same; false when it says something else.
    private bool Add(List<TimeComponent> parts, TimeComponent more)
    {
        if (more.Whole is not null)
            return false;
        var dated = parts.Find(part => part.HasDay);
        var timed = parts.Find(part => part.From.Clock is not null);
        if (more.HasDay && dated is not null)
        {
            if (more.HasTime && timed is not null)
                return false;
            if (more.Cycle is { First: null, Count: 1 } && dated.Cycle is not null)
                return Extend(parts, more);
            if (dated.Cycle is not null || more.Cycle is not null)
                return false;
            if (dated.IsPeriod && Fits(more, (PeriodDays)dated.From.Day!) && !more.IsPeriod)
                parts.Add(more);
            else if (more.IsPeriod && Fits(dated, (PeriodDays)more.From.Day!))
                parts.Add(more);
            else if (dated.IsPeriod && more is { To.Day: not null, HasTime: false })
                parts[parts.IndexOf(dated)] = more;
            else
                return false;
            return true;
        }

        if (more is { HasDay: false, From.Clock: { } clock } && timed is not null)
        {
            // "At 1, until 3"; "17h, so after 17h".
            if (timed is { To: null, Bound: Bound.None } && more is { Bound: Bound.Until, To: null })
                parts[parts.IndexOf(timed)] = timed with { To = more.From, Next = more.Next };
            else if (timed is { To: null, Bound: Bound.None } && timed.From.Clock == clock && more.Bound != Bound.None)
                parts[parts.IndexOf(timed)] = timed with { Bound = more.Bound, Next = more.Next };
            else
                return timed.From.Clock == clock && more is { To: null, Bound: Bound.None } && Extend(parts, more);
            return true;
        }

        if (!more.HasDay && parts.Exists(part => part.From.Part is { } part1 && more.From.Part is { } part2
            && part1 != part2))
            return false;
        parts.Add(more);
        return true;
    }

    private static bool Extend(List<TimeComponent> parts, TimeComponent more)
    {
        parts[^1] = parts[^1] with { Next = more.Next };
        return true;
    }

    // Whether days can be in a period: "next week, from Tuesday".
    private bool Fits(TimeComponent days, PeriodDays period)
    {
        if (days.From.Day is null or LaterDay || days.From.Day.Resolve(now.Day, period, null) is not { } first)
            return false;
        return first.From >= period.Start && first.From <= period.To;
    }

    private (DateOnly From, DateOnly To)? AnchorOf(List<TimeComponent> branch) =>
        branch.Find(part => part.From.Day is not null)?.From.Day?.Resolve(now.Day, null, null);

    private int SkipFree(int at)
    {
        while (At(at) is GapItem { Cost: 0 } or MarkItem { Token.Text: "," })
            at++;
        return at;
    }

    private TimeItem? At(int at) => at >= 0 && at < items.Count ? items[at] : null;
}
