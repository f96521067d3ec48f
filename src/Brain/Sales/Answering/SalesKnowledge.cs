using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Brain.Sales.Settings;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Answering;

/// <summary>
/// What a workspace's settings say, in one language, found by what is asked: words count the more the fewer entries
/// have them, and a word stands for those that mean about the same.
/// </summary>
internal sealed class SalesKnowledge
{
    // Under this nothing fits.
    private const double Line = 0.3;

    // What stands in an answer says less of what it is about than what stands in its question.
    private const double InText = 0.45;

    // A question that is answered as it was asked says more than a name that is like it.
    private const double OfAnswer = 1.1;

    // What part of the score says how much of its question was asked.
    private const double OfTitle = 0.3;

    private static readonly ConditionalWeakTable<SalesSettings, Dictionary<string, SalesKnowledge>> Built = [];

    private readonly List<Entry> _entries;
    private readonly Dictionary<string, double> _rarity = new(StringComparer.Ordinal);

    private SalesKnowledge(IEnumerable<KnownThing> things)
    {
        _entries = [.. things.Select(thing => new Entry(
            thing, AskedWords.In(thing.Title), AskedWords.KeysOf(thing.Title), AskedWords.KeysOf(thing.Text)))];
        foreach (var key in _entries.SelectMany(entry => entry.TitleKeys.Union(entry.TextKeys)).GroupBy(key => key))
            _rarity[key.Key] = RarityOf(key.Count());
    }

    /// <summary>What the settings say in a language.</summary>
    /// <param name="settings">The workspace's.</param>
    /// <param name="currency">What its prices are in.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public static SalesKnowledge Of(SalesSettings settings, string currency, string locale)
    {
        var built = Built.GetValue(settings, _ => []);
        lock (built)
        {
            return built.TryGetValue(locale, out var known)
                ? known
                : built[locale] = new SalesKnowledge(Things(settings, currency, locale));
        }
    }

    /// <summary>What fits a question, the best first; empty when nothing does.</summary>
    /// <param name="question">In the contact's words.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<KnownThing> Find(string question, int most)
    {
        var words = AskedWords.In(question);
        var mass = words.Sum(WeightOf);
        if (mass == 0)
            return [];
        var keys = words.SelectMany(word => word.Keys).Select(key => key.Key).ToHashSet(StringComparer.Ordinal);
        return [.. _entries
            .Select(entry => entry.Thing with { Score = ScoreOf(entry, words, keys, mass) })
            .Where(thing => thing.Score >= Line)
            .OrderByDescending(thing => thing.Kind == KnownKind.Answer ? thing.Score * OfAnswer : thing.Score)
            .Take(most)];
    }

    // How much of what is asked it has, and how much of what it is about is asked.
    private double ScoreOf(Entry entry, IReadOnlyList<AskedWord> words, HashSet<string> keys, double mass)
    {
        var had = words.Sum(word => Fits(word, entry)) / mass;
        var whole = entry.Title.Sum(WeightOf);
        var asked = entry.Title.Where(word => word.Keys.Any(key => keys.Contains(key.Key))).Sum(WeightOf);
        return Math.Round((1 - OfTitle) * had + (whole > 0 ? OfTitle * asked / whole : 0), 3);
    }

    private double WeightOf(AskedWord word) => word.Keys.Max(key => key.Weight * Rarity(key.Key));

    // The best of what the word stands for; a word that several entries have counts less.
    private double Fits(AskedWord word, Entry entry) => word.Keys
        .Select(key => key.Weight * Rarity(key.Key)
            * (entry.TitleKeys.Contains(key.Key) ? 1 : entry.TextKeys.Contains(key.Key) ? InText : 0))
        .Max();

    // A word that no entry has may be of what is asked, or of how it is asked.
    private double Rarity(string key) => _rarity.TryGetValue(key, out var rarity) ? rarity : 0.4;

    private double RarityOf(int entries) =>
        Math.Log(1 + (double)_entries.Count / entries) / Math.Log(1 + _entries.Count);

    private static IEnumerable<KnownThing> Things(SalesSettings settings, string currency, string locale) =>
    [
        .. settings.Answers.Select(one =>
            new KnownThing(KnownKind.Answer, one.Question.In(locale), one.Reply.In(locale), 0)),
        .. settings.Features.Select(one => new KnownThing(
            KnownKind.Feature, one.Name.In(locale), FeatureText(one, settings, locale), 0)),
        .. settings.Plans.Select(one => new KnownThing(
            KnownKind.Plan, one.Name.In(locale), PlanText(one, currency, locale), 0)),
        .. settings.References.Select(one => new KnownThing(
            KnownKind.Reference, $"{one.Name} ({one.Sector.In(locale)})", one.Say.In(locale), 0)),
        .. settings.Competitors.Select(one => new KnownThing(
            KnownKind.Competitor, string.Join(", ", one.Aliases.Prepend(one.Name)), one.Say.In(locale), 0)),
    ];

    private static string FeatureText(Feature feature, SalesSettings settings, string locale)
    {
        var plans = string.Join(", ", settings.PlansWith(feature.Id).Select(plan => plan.Name.In(locale)));
        var day = feature.Comes?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var where = (day, locale) switch
        {
            (not null, "fr") => $"(prévu pour le {day})",
            (not null, _) => $"(comes on {day})",
            (_, "fr") => $"(compris dans : {plans})",
            _ => $"(included in: {plans})",
        };
        return $"{feature.Text.In(locale)} {where}";
    }

    private static string PlanText(Plan plan, string currency, string locale)
    {
        var price = new Money(plan.Price, currency).ToText(locale);
        return locale == "fr"
            ? $"{plan.Pitch.In(locale)} ({price} par personne et par mois)"
            : $"{plan.Pitch.In(locale)} ({price} per person and month)";
    }

    private sealed record Entry(
        KnownThing Thing, IReadOnlyList<AskedWord> Title, IReadOnlySet<string> TitleKeys,
        IReadOnlySet<string> TextKeys);
}
