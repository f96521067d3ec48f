using Gateway.Brain.Shop.Catalogue;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class HoursAnswerTests
{
    private static readonly Dictionary<string, float> Asked = new() { ["faq.hours"] = 0.9f };

    [Theory]
    [InlineData("en", "till when are you open on saturday", "Saturday 10:00–17:00")]
    [InlineData("en", "and on wednesdays?", "Monday to Friday 9:00–18:00")]
    [InlineData("en", "are you open on sunday", "Monday to Friday 9:00–18:00; Saturday 10:00–17:00")]
    public void The_day_that_is_asked_for_is_told(string locale, string question, string passage) =>
        HoursAnswer.Of(ShopBrain.Workspace.OpeningHours, question, Asked, locale)!.Passage.ShouldBe(passage);

    [Fact]
    public void Nothing_is_told_where_no_hours_are_known_or_none_are_asked_for()
    {
        HoursAnswer.Of(OpeningHours.Unknown, "when are you open", Asked, "en").ShouldBeNull();
        HoursAnswer.Of(ShopBrain.Workspace.OpeningHours, "how much is it", new Dictionary<string, float>(), "en")
            .ShouldBeNull();
    }
}
