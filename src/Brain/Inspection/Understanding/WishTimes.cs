using System.Text.RegularExpressions;
using Gateway.Brain.House.Times;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>
/// Of all that a message says of days and times what is said of when they would like to come: not when they cannot,
/// when it runs out, what they do that day, nor what has been.
/// </summary>
internal static partial class WishTimes
{
    private const int FarAhead = 200;

    /// <summary>Reads them, that which tells most first; empty where nothing is said of it.</summary>
    /// <param name="text">The message, with plates, numbers and names blanked out.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>: what is said in the other language is read as well.</param>
    /// <param name="now">From when it is counted.</param>
    /// <param name="isKnown">Whether a value is when an appointment is that is there: that is not wished for.</param>
    /// <param name="isOfWish">
    /// Whether what stands at a place may be wished for: no question about opening hours is.
    /// </param>
    public static List<SaidTime> In(
        string text, string locale, LocalNow now, Func<int, bool> isOfWish, Func<TimeValue, bool>? isKnown = null)
    {
        var clean = Parentheses().Replace(text, Spaced);
        // "Jeudi 17 : ma voiture à 10h".
        clean = clean.Replace(" :", ", ", StringComparison.Ordinal);
        clean = ThatDay().Replace(clean, match => new string(' ', 4) + match.Value[4..]);
        clean = Idle().Replace(clean, match => IsOf(clean, match)
            ? match.Value
            : "," + new string(' ', match.Length - 1));
        List<Found> found = [];
        foreach (var (start, end) in Sentences(clean))
        {
            if (Enumerable.Range(start, end - start).Any(at => char.IsLetterOrDigit(clean[at]) && isOfWish(at)))
                found.AddRange(InSentence(clean[start..end], locale, now).Where(one => isOfWish(start + one.At)
                    || one.Said.IsWhole));
        }

        // "From Friday at 9 to Monday at 2" is two times, of which the one is known.
        if (isKnown is not null)
        {
            found = [.. found.Select(one => one.Said.Value is TimeRange { From: { Day: not null } from, To: { } to }
                && isKnown(from) ? one with { Said = one.Said with { Value = to } } : one)];
            found.RemoveAll(one => isKnown(one.Said.Value));
        }

        // "The second", "le premier" are places in a list.
        found = [.. found.Where(one => !IsOver(one.Said.Value, now) && !SlotPick.IsOrdinal(one.Said.Words))];
        // Only what does not suit was said.
        if (found.Exists(one => one.Role != Role.Declined))
            found.RemoveAll(one => one.Role == Role.Declined);
        found.RemoveAll(one => one.Role == Role.Aside);
        if (found.Exists(one => one.Role == Role.Wished && one.Said.HasDay))
            found.RemoveAll(one => one.Role == Role.Deadline);
        // "Bikes need testing now": that it is at once says less than any day.
        if (found.Exists(one => one.Said.HasDay))
            found.RemoveAll(one => one.Said.Value is AtOnce);
        return Led([.. found.OrderBy(one => one.IsChosen ? 0 : 1)]);
    }

    // A day with its time goes first, and no time of another day beside it.
    private static List<SaidTime> Led(List<Found> found)
    {
        var first = found.FindLastIndex(one => one.Role == Role.Wished && one.Said.IsWhole && one.IsChosen);
        if (first < 0)
            first = found.FindIndex(one => one.Role == Role.Wished && one.Said is { IsWhole: true, IsDated: true });
        if (first < 0)
            first = found.FindIndex(one => one.Role == Role.Wished && one.Said.IsWhole);
        if (first < 0)
            return [.. found.OrderBy(one => one.Said.IsDated ? 0 : 1).Select(one => one.Said)];
        var lead = found[first].Said;
        // "Only Saturday mornings. Not this one, the 12th": the date says more.
        if (!lead.IsDated && lead.Value is TimePoint { Part: { } part }
            && found.Find(one => one.Said.IsDated && one.Said.Value is TimePoint { Time: null }) is { } dated)
            return [dated.Said, new SaidTime(new TimePoint(null, null, part), lead.Words)];
        return
        [
            lead,
            .. found.Where((one, at) => at != first && !one.Said.HasDay && lead.Value is TimePoint { Time: null })
                .Select(one => one.Said),
        ];
    }

    private static IEnumerable<(int Start, int End)> Sentences(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsEnd(text, end))
                end++;
            if (end > start)
                yield return (start, end);
            start = end + 1;
        }
    }

    // Half an hour and a date have points as well, and so have short forms of months.
    private static bool IsEnd(string text, int at) => text[at] is '?' or '!' or ';' or '\n'
        || (text[at] == '.' && !(at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])
                && at > 0 && char.IsAsciiDigit(text[at - 1]))
            && !ShortForm().IsMatch(text.AsSpan(Math.Max(0, at - 5), Math.Min(5, at))));

    private static IEnumerable<Found> InSentence(string sentence, string locale, LocalNow now)
    {
        var read = Read(sentence, locale, now);
        // What is parted by commas may be of different things: "I leave on the 20th, I would like the 17th at 2".
        if (read.Exists(time => time.Value is Alternatives))
        {
            List<ReadTime> apart = [];
            var start = 0;
            foreach (var piece in sentence.Split(','))
            {
                var from = start;
                apart.AddRange(Read(piece, locale, now).Select(
                    time => time with { Start = time.Start + from, End = time.End + from }));
                start += piece.Length + 1;
            }

            if (apart.Count(time => time.Value is TimePoint { Day: not null }) > 1)
                read = apart;
        }

        return read.Where(time => time.Value is not (PastTime or UnclearTime))
            .Select(time =>
            {
                var words = sentence[time.Start..time.End];
                var around = Around(sentence, time);
                var role = RoleOf(time.Value, around);
                return new Found(
                    new SaidTime(time.Value, words) { IsDeadline = role == Role.Deadline }, role, time.Start,
                    Choosing().IsMatch(around));
            });
    }

    // Of two readings the one that tells more: people write in the other language as well.
    private static List<ReadTime> Read(string text, string locale, LocalNow now)
    {
        var own = TimeReader.Find(text, locale, now);
        var other = TimeReader.Find(
            OwnWords().Replace(text, match => new string('x', match.Length)), locale == "fr" ? "en" : "fr", now);
        return [.. Telling(other) > Telling(own) && other.Any(time => text[time.Start..time.End] is var words
            && (words.Any(char.IsAsciiDigit) || words.Split(' ').Any(word => word.Length > 4))) ? other : own];

        static int Telling(IReadOnlyList<ReadTime> times) => times.Count == 0 ? 0 : times.Max(time => time.Value switch
        {
            TimePoint { Day: not null, Time: not null } => 3,
            TimePoint { Day: not null } or TimeRange or Alternatives => 2,
            TimePoint => 1,
            _ => 0,
        });
    }

    // The words between the commas that a time stands in.
    private static string Around(string sentence, ReadTime time)
    {
        var start = time.Start == 0 ? -1 : sentence.LastIndexOf(',', time.Start - 1);
        var end = sentence.IndexOf(',', Math.Min(time.End, sentence.Length));
        return sentence[(start + 1)..(end < 0 ? sentence.Length : end)];
    }

    private static Role RoleOf(TimeValue value, string around)
    {
        var hasClock = value is TimePoint { Day: not null, Time: not null };
        if (Declining().IsMatch(around) && !Changing().IsMatch(around))
            return Role.Declined;
        if (!hasClock && value is TimePoint { Day: not null } && Deadline().IsMatch(around))
            return Role.Deadline;
        return Aside().IsMatch(around) && !Choosing().IsMatch(around) ? Role.Aside : Role.Wished;
    }

    // A day without a year that would lie most of a year ahead is one that has been.
    private static bool IsOver(TimeValue value, LocalNow now) => value switch
    {
        TimePoint { Day: { } day } => day < now.Day || day > now.Day.AddDays(FarAhead),
        TimeRange { To.Day: { } to } => to < now.Day,
        _ => false,
    };

    // "Instead of Friday" is said of Friday.
    private static bool IsOf(string text, Match match) =>
        text.AsSpan(match.Index + match.Length).StartsWith(" of ", StringComparison.OrdinalIgnoreCase)
        || text.AsSpan(match.Index + match.Length).StartsWith(" de ", StringComparison.OrdinalIgnoreCase);

    private static string Spaced(Match match) =>
        match.Value.Any(char.IsAsciiDigit)
            ? match.Value.Replace('(', ' ').Replace(')', ' ')
            : new string(' ', match.Length);

    // Days and months of the one language that are words of the other.
    [GeneratedRegex(
        @"\b(?:mon|sun|sat|may|mar|mer|sam|lun|dim|jeu|ven|sept|mai|midi|fin|on|the|a)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OwnWords();

    [GeneratedRegex(@"\([^()]{0,80}\)", RegexOptions.NonBacktracking)]
    private static partial Regex Parentheses();

    // "Before that Saturday".
    [GeneratedRegex(
        @"\bthat (?:mon|tues|wednes|thurs|fri|satur)day\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex ThatDay();

    // What stands around a time and says nothing of it, and what is said of a shift.
    [GeneratedRegex(
        @"\b(?:instead|please|pls|plz|plut[oô]t|svp|stp|s['’]il vous pla[iî]t|si possible|if possible|ideally|id[eé]alement|si [cç]a va|merci|thanks|pile|pr[eé]cises?|toujours|after all|apr[eè]s tout|ce jour.l[aà]|ces jours.l[aà]|that day|those days|[aà] la place|(?:[aà] la )?m[eê]me heure|(?:at the )?same time|(?:pour )?(?:tous |toutes )?les deux|both|see you(?: on)? (?:\w+day|then|tomorrow)|[aà] (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|demain)(?: alors)?[ .!]*$|the day after,|le lendemain,|this is|to start with|premi[eè]rement|first of all|d['’]abord|at first|de nuit|of nights?|on nights|night shift|march[eé] de no[eë]l)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Idle();

    [GeneratedRegex(@"\b(?:dec|d[eé]c|jan|janv|mon|tues?|weds?|thurs?|fri|sat|lun|mar|mer|jeu|ven|sam|st|nd|rd|th|no|mr|m)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex ShortForm();

    [GeneratedRegex(
        @"\b(?:peux (?:pas|plus)|pourrai (?:pas|plus)|pourrais pas|peut (?:pas|plus)|c['’ ]?(?:est )?mort|impossible|can.?not|can.?t|won.?t|unable|not able|no good|emp[eê]ch\w*|je (?:travaille|bosse|suis pris\w*)|suis (?:occup|absent)\w*|i work|i['’ ]?m (?:working|away|busy)|ne (?:va|convient|marche) (?:pas|plus)|[cç]a (?:va|colle|marche) pas|m['’]arrange pas|arrange pas)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Declining();

    [GeneratedRegex(
        @"\b(?:expir\w*|p[eé]rim\w*|fin de validit\w*|dernier d[eé]lai|date limite|limite|deadline|runs? out|ran out|is due|due (?:by|on|before|date)|[eé]ch[eé]ance|valables? jusqu\w*|valid until|bon jusqu\w*|good until|at the latest|au plus tard|by the|jusqu['’]au)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Deadline();

    [GeneratedRegex(
        @"\b(?:je pars|on part|nous partons|d[eé]part|(?:we|i|he|she|they) (?:leave|go|fly|drive|travel|set off)s?|leaving|flying|mon train|my train|my flight|vol|failed|recal\w*|buyer|acheteu\w*|vend(?:re|s|u|ons)|selling|je finis|on finit|i finish|i teach|i work|until|till|j['’ ]?ai cours|je travaille|je bosse|my shift|(?:start|finish)(?:es)? work|commence|j['’ ]?ai (?:le|la|un|une|mon|ma)|(?:elle|il|ma \w+|mon \w+|she|he|they) (?:a|has|have)(?: got)? (?:le|la|un|une|judo|the|a|an|kin[eé])|hairdresser|coiffeur|kin[eé]|i['’ ]?ve got (?:the|a|an|my)|conseil|r[eé]union|meeting|dentist\w*|m[eé]decin|doctor|march[eé]|bought|achet\w*|new in|mise en circulation|registered in|depuis|since|vacances|holidays?|anniversaire|birthday|mariage|wedding|jusqu['’]?[aà]|mon r(?:dv|endez.vous)|my (?:appointment|booking|slot)|(?:est|was|is) (?:pr[eé]vu|booked|at)|lieu de|instead of|rather than)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Aside();

    [GeneratedRegex(
        @"\b(?:voudrais|voudrait|souhait\w*|aimerais|aimerait|venir|viens|prendre|r[eé]serv\w*|mette[zr]|mets|possible|plut[oô]t|finalement|en fait|d[eé]cal\w*|d[eé]plac\w*|repouss\w*|avanc(?:er|ez)|report\w*|passer|auriez|avez|would like|i['’ ]?d like|want|wish|could|can (?:you|we|i)|come|book|make it|let['’]?s|how about|what about|rather|instead|shift|move|swap|change|prefer|need|il me faut|faudrait|rdv|alors|then|ok|go for|took|take|prends)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Choosing();

    [GeneratedRegex(
        @"\b(?:plut[oô]t|finalement|rather|instead|mette[zr]|d[eé]cal\w*|d[eé]plac\w*|report\w*|move|shift|swap|change)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Changing();

    private enum Role
    {
        Wished,
        Aside,
        Deadline,
        Declined,
    }

    private sealed record Found(SaidTime Said, Role Role, int At, bool IsChosen);
}
