using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Tests.Sales.Offers;

public sealed class PlanChoiceTests
{
    [Theory]
    [InlineData(8, "", "essential")]
    [InlineData(null, "", "essential")]
    [InlineData(8, "planning", "essential")]
    [InlineData(8, "payroll-export", "team")]
    [InlineData(26, "", "team")]
    [InlineData(26, "multi-site,payroll-export", "business")]
    [InlineData(200, "planning", "business")]
    [InlineData(null, "access", "business")]
    [InlineData(8, "no-such-feature", "essential")]
    public void The_cheapest_plan_that_fits_is_chosen(int? seats, string interests, string plan)
    {
        var choice = Choose(seats, interests);

        choice.Plan!.Id.ShouldBe(plan);
        choice.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_only_plan_of_that_size_lacks_is_said()
    {
        var choice = Choose(8, "payroll-export,multi-site");

        choice.Plan!.Id.ShouldBe("team");
        choice.Missing.ShouldBe(["multi-site"]);
    }

    [Fact]
    public void What_no_plan_has_yet_is_coming()
    {
        var choice = Choose(8, "forecast");

        choice.Plan!.Id.ShouldBe("essential");
        choice.Coming.ShouldBe(["forecast"]);
        choice.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void No_plan_takes_more_people_than_the_largest()
    {
        var choice = Choose(1001, "payroll-export");

        choice.Plan.ShouldBeNull();
        choice.Missing.ShouldBe(["payroll-export"]);
    }

    [Fact]
    public void A_smaller_plan_must_keep_what_was_asked_about()
    {
        var sales = DemoSales.Settings;

        PlanChoice.Below(sales.Plan("business")!, 30, ["planning"], sales)!.Id.ShouldBe("team");
        PlanChoice.Below(sales.Plan("business")!, 30, ["multi-site"], sales).ShouldBeNull();
        PlanChoice.Below(sales.Plan("team")!, 30, [], sales).ShouldBeNull("essential takes 25");
        PlanChoice.Below(sales.Plan("essential")!, 3, [], sales).ShouldBeNull();
    }

    [Fact]
    public void A_larger_plan_must_have_what_is_missed()
    {
        var sales = DemoSales.Settings;

        PlanChoice.Above(sales.Plan("essential")!, 20, "payroll-export", sales)!.Id.ShouldBe("team");
        PlanChoice.Above(sales.Plan("essential")!, 20, "access", sales)!.Id.ShouldBe("business");
        PlanChoice.Above(sales.Plan("essential")!, 8, "access", sales).ShouldBeNull("business begins at 20");
        PlanChoice.Above(sales.Plan("business")!, 20, "forecast", sales).ShouldBeNull();
    }

    private static PlanChoice Choose(int? seats, string interests) => PlanChoice.For(
        new Lead { Seats = seats, Interests = interests.Split(',', StringSplitOptions.RemoveEmptyEntries) },
        DemoSales.Settings);
}
