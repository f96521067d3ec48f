using System.Text.RegularExpressions;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>
/// How early or late in a part of the day somebody would like to come: "first thing", "fin de matinée".
/// </summary>
/// <param name="NotBefore">No earlier than this; or null.</param>
/// <param name="NotAfter">No later than this; or null.</param>
/// <param name="IsLatest">Whether it is to be as late as can be.</param>
internal sealed partial record PartHint(TimeOnly? NotBefore, TimeOnly? NotAfter, bool IsLatest = false)
{
    /// <summary>Whether it is a wish by itself, with no day or part of the day beside it.</summary>
    public bool IsWish { get; private init; }

    /// <summary>Whether it is to be as soon as can be.</summary>
    public bool IsSoonest { get; private init; }

    /// <summary>Reads it; null where nothing is said of it.</summary>
    /// <param name="text">What was written.</param>
    public static PartHint? In(string text)
    {
        if (Latest().IsMatch(text))
            return new PartHint(null, null, IsLatest: true) { IsWish = true };
        if (FirstThing().IsMatch(text))
            return new PartHint(null, new TimeOnly(9, 30)) { IsWish = true };
        if (LateMorning().IsMatch(text))
            return new PartHint(new TimeOnly(10, 20), new TimeOnly(11, 59));
        if (EarlyAfternoon().IsMatch(text))
            return new PartHint(new TimeOnly(12, 0), new TimeOnly(15, 0));
        if (LateAfternoon().IsMatch(text))
            return new PartHint(new TimeOnly(16, 0), null);
        return Soonest().IsMatch(text) ? new PartHint(null, null) { IsWish = true, IsSoonest = true } : null;
    }

    [GeneratedRegex(
        @"\b(?:le plus tard possible|au plus tard dans la journ[eé]e|as late as (?:possible|you can|can be)|latest (?:possible|you have|you.?ve got|slot|appointment|time)|last (?:slot|appointment) of the day|le dernier (?:cr[eé]neau|rendez-vous|rdv) de la (?:journ[eé]e|matin[eé]e))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Latest();

    [GeneratedRegex(
        @"\b(?:first thing|at opening|when you open|as (?:soon as|early as) you open|crack of dawn|early morning|early in the morning|d[eè]s l['’ ]ouverture|[aà] l['’ ]ouverture|[aà] la premi[eè]re heure|premi[eè]re heure|t[oô]t le matin|le matin t[oô]t|de bonne heure|tout d[eé]but de matin[eé]e|d[eé]but de matin[eé]e)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex FirstThing();

    [GeneratedRegex(
        @"\b(?:asap|as soon as (?:\w+ )?(?:possible|poss|you can)|soonest|earliest (?:possible|you have|slot|appointment|you.?ve got)|first (?:available|free|slot you have|one you have)|(?:le |au )(?:plus|\+) (?:vite|t[oô]t|rapidement)(?: possible)?|d[eè]s que possible|d[eè]s que vous pouvez|rapidement|en urgence|urgent|urgently|premi(?:er|ère) (?:place|cr[eé]neau|dispo\w*) (?:dispo\w*|libre))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Soonest();

    [GeneratedRegex(
        @"\b(?:late morning|late in the morning|end of the morning|fin de (?:la )?matin[eé]e)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LateMorning();

    [GeneratedRegex(
        @"\b(?:early afternoon|early in the afternoon|straight after lunch|just after lunch|d[eé]but d['’ ]?(?:apr[eè]s.?midi|aprem)|d[eé]but de l['’ ]?apr[eè]s.?midi)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex EarlyAfternoon();

    [GeneratedRegex(
        @"\b(?:late afternoon|late in the afternoon|end of the (?:afternoon|day)|fin d['’ ]?(?:apr[eè]s.?midi|aprem)|fin de (?:l['’ ]?apr[eè]s.?midi|journ[eé]e)|after school|apr[eè]s l['’ ]?[eé]cole)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LateAfternoon();
}
