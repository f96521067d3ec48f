using Gateway.Brain.Inspection.Knowing;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection.Knowing;

/// <summary>
/// Questions in people's words, each with the topic that it is about. The wordings of <c>Asked.*.txt</c> were widened by
/// those on odd lines only; those on even lines are held back, and tell how well others are found.
/// </summary>
public sealed class CentreQuestionsTests
{
    [Theory]
    [InlineData("fr", false, 0.5, 0.5)]
    [InlineData("fr", true, 0.5, 0.5)]
    [InlineData("en", false, 0.5, 0.5)]
    [InlineData("en", true, 0.5, 0.5)]
    public void Most_questions_find_what_they_are_about(string locale, bool isHeld, double first, double amongThree)
    {
        var known = CentreKnowledge.Of(DemoCentre.Centre, locale);
        var found = Questions(locale).Where((_, at) => at % 2 == (isHeld ? 1 : 0))
            .Select(one => (one.Topic, one.Question, Facts: known.Find(one.Question, 3))).ToList();
        foreach (var (topic, question, facts) in found.Where(one => One(one.Topic, one.Facts.Take(1)) == 0))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{topic} | {question} -> {string.Join(", ", facts.Select(fact => $"{fact.Id} {fact.Score}"))}");
        }

        var shares = (First: found.Average(one => One(one.Topic, one.Facts.Take(1))),
            Three: found.Average(one => One(one.Topic, one.Facts)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{locale} {isHeld}: {shares}");
        shares.First.ShouldBeGreaterThan(first);
        shares.Three.ShouldBeGreaterThan(amongThree);
    }

    private static int One(string topic, IEnumerable<CentreFact> facts) =>
        facts.Any(fact => fact.Topic == topic) ? 1 : 0;

    private static IEnumerable<(string Topic, string Question)> Questions(string locale) => File
        .ReadLines(Path.Combine(
            GatewayProcess.Root, "tests", "Brain.Tests", "Inspection", "Knowing", $"questions.{locale}.txt"))
        .Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries)).Select(parts => (parts[0], parts[1]));
}
