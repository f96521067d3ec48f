using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Tests.House.Entities;

public sealed class FirmSizeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("firmsizes.txt", 1)]
    [InlineData("held.firmsizes.txt", 1)]
    public void How_many_work_in_a_firm_is_found(string file, double least) =>
        ValueLines.Check(
            file, least, (text, context) => FirmSize.Find(text, context == ValueLines.Asked) is { } size
                ? VehicleTests.Bounds(size.Least, size.Most, size.IsApproximate) : "none", output);

    [Theory]
    [InlineData("nous sommes une PME de 35 salariés à Lyon", "35 salariés")]
    [InlineData("we're a small company in Leeds", "small company")]
    public void It_is_told_with_its_place(string text, string place) =>
        FirmSize.Find(text, isAsked: false).ShouldNotBeNull().Span.Of(text).ShouldBe(place);
}
