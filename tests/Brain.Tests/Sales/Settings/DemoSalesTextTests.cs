using System.Text.RegularExpressions;
using Gateway.Brain.Settings;

namespace Gateway.Brain.Tests.Sales.Settings;

public sealed partial class DemoSalesTextTests
{
    private static IEnumerable<LocalText> Texts
    {
        get
        {
            var sales = DemoSales.Settings;
            return
            [
                sales.Pitch,
                .. sales.Features.SelectMany(one => new[] { one.Name, one.Text }),
                .. sales.Plans.SelectMany(one => new[] { one.Name, one.Pitch }),
                .. sales.Competitors.Select(one => one.Say),
                .. sales.References.SelectMany(one => new[] { one.Sector, one.Say }),
                .. sales.Answers.SelectMany(one => new[] { one.Question, one.Reply }),
            ];
        }
    }

    [Fact]
    public void French_texts_never_break_before_a_double_sign_or_within_a_figure() =>
        Texts.Select(text => text.French).Where(text => BreaksWrongly.IsMatch(text)).ShouldBeEmpty();

    [Fact]
    public void No_text_has_a_straight_apostrophe() =>
        Texts.SelectMany(text => new[] { text.French, text.English }).Where(text => text.Contains('\''))
            .ShouldBeEmpty();

    [Fact]
    public void The_answers_say_the_prices_that_are_asked()
    {
        var reply = DemoSales.Settings.Answers[0].Reply;
        foreach (var plan in DemoSales.Settings.Plans)
        {
            var price = new Gateway.Sessions.Money(plan.Price, "EUR");
            reply.French.ShouldContain(price.ToText("fr"));
            reply.English.ShouldContain(price.ToText("en"));
        }
    }

    [GeneratedRegex("[^\u00a0][:;!?€%»]|«[^\u00a0]|[0-9][ ][0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex BreaksWrongly { get; }
}
