using Gateway.Brain.Inspection.Law;

namespace Gateway.Brain.Tests.Inspection.Law;

public sealed class LawRulesTests
{
    private static readonly string[] Topics = ["law", "revisit", "result", "papers"];

    private static readonly string[] Official =
        ["www.legifrance.gouv.fr", "www.service-public.gouv.fr", "www.ecologie.gouv.fr", "eur-lex.europa.eu"];

    [Fact]
    public void Each_rule_says_in_both_languages_what_holds_and_where_it_stands()
    {
        LawRules.All.Count.ShouldBeGreaterThan(30);
        LawRules.All.Select(rule => rule.Id).ShouldBeUnique();
        foreach (var rule in LawRules.All)
        {
            Topics.ShouldContain(rule.Topic, rule.Id);
            Official.ShouldContain(rule.Source.Url.Host, rule.Id);
            rule.Source.Title.ShouldNotBeEmpty(rule.Id);
            rule.Source.Article.ShouldNotBeEmpty(rule.Id);
            rule.Source.AsOf.Year.ShouldBeInRange(2014, 2026, rule.Id);
            foreach (var text in new[] { rule.Title, rule.Text })
            {
                text.English.ShouldNotBeEmpty(rule.Id);
                text.French.ShouldNotBeEmpty(rule.Id);
            }
        }
    }

    [Fact]
    public void No_line_breaks_before_a_double_sign_in_French()
    {
        foreach (var rule in LawRules.All)
        {
            foreach (var sign in ":;!?€»%")
                $"{rule.Title.French} {rule.Text.French}".ShouldNotContain($" {sign}");
            rule.Text.French.ShouldNotContain("'");
            rule.Text.English.ShouldNotContain("'");
        }
    }

    [Theory]
    [InlineData("first", "6\u00A0mois")]
    [InlineData("period", "2\u00A0ans")]
    [InlineData("revisit", "2\u00A0mois")]
    [InlineData("fine", "135\u00A0€")]
    [InlineData("moto.period", "3\u00A0ans")]
    [InlineData("collection", "5\u00A0ans")]
    public void A_rule_has_its_figure(string id, string figure) => LawRules.Of(id).Text.French.ShouldContain(figure);
}
