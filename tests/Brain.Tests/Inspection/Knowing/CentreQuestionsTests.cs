using Gateway.Brain.Inspection.Knowing;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection.Knowing;

/// <summary>
/// Questions in people's words, each with the topic that it is about. <c>Asked.*.txt</c> was widened with
/// <c>questions.*.txt</c> at hand: those of <c>held.*.txt</c> were written by others who had not seen it, are never
/// read to widen it, and tell how well questions are found that nobody thought of. Some of them go on from what was
/// said
/// before, and cannot be found alone.
/// </summary>
public sealed class CentreQuestionsTests
{
    [Theory]
    [InlineData("questions", "fr", 0.87, 0.93)]
    [InlineData("questions", "en", 0.93, 0.96)]
    [InlineData("held", "fr", 0.61, 0.77)]
    [InlineData("held", "en", 0.61, 0.71)]
    public void Most_questions_find_what_they_are_about(string set, string locale, double first, double amongThree)
    {
        var found = Find(set, locale, (known, _, question) => known.Find(question, 3));

        var shares = (First: found.Average(one => Share(one.Topic, one.Facts.Take(1))),
            Three: found.Average(one => Share(one.Topic, one.Facts)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{set} {locale}: {shares}");
        shares.First.ShouldBeGreaterThan(first);
        shares.Three.ShouldBeGreaterThan(amongThree);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Where_the_topic_is_known_hardly_a_question_finds_nothing(string locale)
    {
        var found = Find("held", locale, (known, topic, question) => known.Find(question, 1, topic));

        found.SelectMany(one => one.Facts.Select(fact => (one.Topic, Fact: fact)))
            .ShouldAllBe(one => one.Fact.Topic == one.Topic || one.Fact.Id.StartsWith($"{one.Topic}."));
        var share = found.Average(one => (double)one.Facts.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{locale}: {share}");
        share.ShouldBeGreaterThan(0.5);
    }

    private static double Share(string topic, IEnumerable<CentreFact> facts) =>
        facts.Any(fact => fact.Topic == topic) ? 1 : 0;

    private static List<(string Topic, string Question, IReadOnlyList<CentreFact> Facts)> Find(
        string set, string locale, Func<CentreKnowledge, string, string, IReadOnlyList<CentreFact>> find)
    {
        var known = CentreKnowledge.Of(DemoCentre.Centre, locale);
        return
        [
            .. File.ReadLines(Path.Combine(
                    GatewayProcess.Root, "tests", "Brain.Tests", "Inspection", "Knowing", $"{set}.{locale}.txt"))
                .Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries))
                .Select(parts => (parts[0], parts[1], find(known, parts[0], parts[1]))),
        ];
    }
}
