using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Brain.Answering;
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

    // A question that is answered as it was asked says more than a name that is like it.
    private const double OfAnswer = 1.1;

    private static readonly ConditionalWeakTable<SalesSettings, Dictionary<string, SalesKnowledge>> Built = [];

    private readonly AskedIndex<KnownThing> _index;

    private SalesKnowledge(IEnumerable<KnownThing> things) => _index = new AskedIndex<KnownThing>(
        things.Select(thing => (
            thing, (IReadOnlyList<IReadOnlyList<AskedWord>>)[AskedWords.Usual.In(thing.Title)], thing.Text)),
        AskedWords.Usual, mends: false);

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
    public IReadOnlyList<KnownThing> Find(string question, int most) =>
    [
        .. _index.Find(question, Line)
            .Select(found => found.Thing with { Score = found.Score })
            .OrderByDescending(thing => thing.Kind == KnownKind.Answer ? thing.Score * OfAnswer : thing.Score)
            .Take(most),
    ];

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
}
