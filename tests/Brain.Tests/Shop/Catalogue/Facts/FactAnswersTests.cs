using Gateway.Brain.Shop.Catalogue.Facts;

namespace Gateway.Brain.Tests.Shop.Catalogue.Facts;

/// <summary>
/// What people ask about products, and the sentences of the sheets that answer; the sets stand beside. What is asked
/// for here is what was reached when the weights were learned last: less is a loss.
/// </summary>
public sealed class FactAnswersTests
{
    private static readonly string Root = Path.Combine(DemoShop.WorkspacesPath, "..");

    [Theory]
    [InlineData("fr", "Questions", 0.92)]
    [InlineData("en", "Questions", 0.92)]
    [InlineData("fr", "Later", 0.7)]
    [InlineData("en", "Later", 0.7)]
    public void Most_questions_are_answered_by_the_right_sentence(string locale, string set, double least)
    {
        var questions = QuestionSet.Read(Root, locale, set);
        var wrong = questions
            .Where(question => !question.IsRight(FactAnswers.Find(question.Facts, question.Text, locale)))
            .Select(question => question.Text)
            .ToList();

        (1 - ((double)wrong.Count / questions.Count)).ShouldBeGreaterThanOrEqualTo(least, string.Join('\n', wrong));
    }

    [Fact]
    public void Several_questions_in_a_clause_get_several_answers()
    {
        var reply = FactAnswers.Find(Kettle, "power, warranty and colour?", "en");

        reply.Answers.Select(answer => answer.Sentence).ShouldBe(["Power: 2,200 W", "Warranty: 2 years"]);
        reply.Silent.ShouldBe(["colour"]);
    }

    [Theory]
    [InlineData("is the base included", "Yes", "Base included, filter sold separately")]
    [InlineData("is the filter included?", "No", "Base included, filter sold separately")]
    [InlineData("can it go in the dishwasher", "No", "Care: wipe clean, no dishwasher")]
    public void A_yes_or_no_is_told_with_the_sentence_that_decides(
        string question, string polarity, string sentence)
    {
        var answer = FactAnswers.Find(Kettle, question, "en").Answers.ShouldHaveSingleItem();

        answer.Sentence.ShouldBe(sentence);
        answer.Polarity.ToString().ShouldBe(polarity);
    }

    [Theory]
    [InlineData("hello there")]
    [InlineData("what's the capital of france")]
    [InlineData("do you deliver to spain")]
    [InlineData("zzz qqq")]
    [InlineData("")]
    [InlineData("lone \ud800 surrogate")]
    public void Nonsense_gets_nothing(string question) =>
        FactAnswers.Find(Kettle, question, "en").Answers.ShouldBeEmpty();

    [Fact]
    public void Of_nothing_nothing_is_told() =>
        FactAnswers.Find(ProductFacts.None, "how big is it", "en").Answers.ShouldBeEmpty();

    private static ProductFacts Kettle { get; } = FactReader.Read(
        "Tarn kettle",
        """
        A quick kettle.
        • Capacity: 1.7 L
        • Power: 2,200 W
        • Base included, filter sold separately
        • Care: wipe clean, no dishwasher
        • Warranty: 2 years
        """,
        null, null, "en");
}
