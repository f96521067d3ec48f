using Gateway.Brain.Shop.Catalogue.Answers;

namespace Gateway.Brain.Shop.Understanding;

/// <summary>
/// Puts together what asks the same in other words. The same misses give the same groups. Each wording is held against
/// the beginning of those groups alone that share something telling with it, and of these against a bounded number, so
/// that the work grows with the misses and not with their square.
/// </summary>
internal static class MissGroups
{
    // From this likeness on two wordings ask the same: measured on questions to shops (docs/understanding.md).
    private const float Alike = 0.55f;

    // So many groups are known by each telling thing, those first that were said most often.
    private const int MostOfKey = 48;

    /// <summary>Groups misses.</summary>
    /// <param name="misses">In any order.</param>
    /// <returns>The groups, each with its wordings, the one it was begun with first.</returns>
    public static IReadOnlyList<IReadOnlyList<Wording>> Of(IEnumerable<Miss> misses)
    {
        List<IReadOnlyList<Wording>> groups = [];
        foreach (var together in misses.GroupBy(miss => (miss.Workspace, miss.Locale))
            .OrderBy(group => group.Key.Workspace, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Locale, StringComparer.Ordinal))
            groups.AddRange(OfOneLanguage([.. together], together.Key.Locale));
        return groups;
    }

    private static List<List<Wording>> OfOneLanguage(IReadOnlyList<Miss> misses, string locale)
    {
        List<List<Wording>> groups = [];
        Dictionary<string, List<int>> known = new(StringComparer.Ordinal);
        foreach (var wording in Wordings(misses, locale))
        {
            if (NearestTo(wording) is { } group)
            {
                group.Add(wording);
                continue;
            }

            foreach (var key in wording.Telling)
            {
                if (!known.TryGetValue(key, out var of))
                    known[key] = of = [];
                if (of.Count < MostOfKey)
                    of.Add(groups.Count);
            }

            groups.Add([wording]);
        }

        return groups;

        List<Wording>? NearestTo(Wording wording)
        {
            var (nearest, most) = (-1, 0f);
            foreach (var at in wording.Telling.SelectMany(key => known.GetValueOrDefault(key) ?? []).Distinct())
            {
                var likeness = groups[at][0].Likeness(wording);
                if (likeness >= Alike && (likeness > most || (likeness >= most && at < nearest)))
                    (nearest, most) = (at, likeness);
            }

            return nearest < 0 ? null : groups[nearest];
        }
    }

    // What is said most often comes first: what is like it joins it, and not the other way round.
    private static IEnumerable<Wording> Wordings(IReadOnlyList<Miss> misses, string locale)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        return misses.GroupBy(miss => string.Join(' ', Terms.WordsOf(miss.Words)), StringComparer.Ordinal)
            .Select(same => (Folded: same.Key, Misses: NewestFirst(same)))
            .OrderByDescending(same => same.Misses.Count)
            .ThenByDescending(same => same.Misses[0].At)
            .ThenBy(same => same.Folded, StringComparer.Ordinal)
            .Select(same => new Wording(same.Misses, locale, AnswerModel.Embedded, numbers));
    }

    private static List<Miss> NewestFirst(IEnumerable<Miss> misses) =>
        [.. misses.OrderByDescending(miss => miss.At).ThenBy(miss => miss.Session, StringComparer.Ordinal)];
}
