using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Tests.House.Entities;

/// <summary>What people tell of a vehicle: its plate, its number, how far it went and since when.</summary>
public sealed class VehicleTests(ITestOutputHelper output)
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    [Theory]
    [InlineData("plates.txt", 1)]
    [InlineData("held.plates.txt", 1)]
    public void Number_plates_are_found(string file, double least) =>
        ValueLines.Check(
            file, least, (text, context) => NumberPlate.Find(text, context == ValueLines.Asked) is { } plate
                ? $"{plate.Country} {plate.Text}" : "none", output);

    [Theory]
    [InlineData("vins.txt", 1)]
    [InlineData("held.vins.txt", 1)]
    public void Identification_numbers_are_found_and_checked(string file, double least) =>
        ValueLines.Check(
            file, least, (text, _) => Vin.Find(text) switch
            {
                null => "none",
                { Check: VinCheck.NotApplicable } vin => $"{vin.Text} unchecked",
                var vin => $"{vin.Text} {(vin.Check == VinCheck.Valid ? "valid" : "invalid")}",
            }, output);

    [Theory]
    [InlineData("mileages.txt", 1)]
    [InlineData("held.mileages.txt", 1)]
    public void Mileages_are_found(string file, double least) =>
        ValueLines.Check(
            file, least, (text, context) => Mileage.Find(text, context == ValueLines.Asked) is { } mileage
                ? $"{Bounds(mileage.Least, mileage.Most, mileage.IsApproximate)} {(mileage.IsMiles ? "mi" : "km")}"
                : "none", output);

    [Theory]
    [InlineData("years.txt", 1)]
    [InlineData("held.years.txt", 1)]
    public void Years_are_found(string file, double least) =>
        ValueLines.Check(
            file, least, (text, context) => VehicleYear.Find(text, Today, context == ValueLines.Asked) is { } year
                ? year.Month is { } month ? $"{year.Year}-{month:00}" : $"{year.Year}"
                : "none", output);

    [Theory]
    [InlineData("c'est AB-123-CD, merci", "AB-123-CD")]
    [InlineData("AB comme Bernard cent vingt-trois CD voilà", "AB comme Bernard cent vingt-trois CD")]
    [InlineData("reg is lk64 vwt", "lk64 vwt")]
    public void A_plate_is_told_with_its_place(string text, string place) =>
        NumberPlate.Find(text, isAsked: true).ShouldNotBeNull().Span.Of(text).ShouldBe(place);

    [Theory]
    [InlineData("elle a environ 85 000 km au compteur", "environ 85 000 km")]
    [InlineData("between 60 and 65k miles I think", "between 60 and 65k miles")]
    public void A_mileage_is_told_with_its_place(string text, string place) =>
        Mileage.Find(text, isAsked: false).ShouldNotBeNull().Span.Of(text).ShouldBe(place);

    [Theory]
    [InlineData("mise en circulation mars 2016, essence", "mars 2016")]
    [InlineData("she's on a 14 plate now", "14 plate")]
    public void A_year_is_told_with_its_place(string text, string place) =>
        VehicleYear.Find(text, Today, isAsked: false).ShouldNotBeNull().Span.Of(text).ShouldBe(place);

    [Fact]
    public void An_identification_number_is_told_with_its_place() =>
        Vin.Find("VIN WVW ZZZ 1KZ AW 123456 merci").ShouldNotBeNull().Span.ShouldBe(new TextSpan(4, 25));

    [Fact]
    public void Miles_are_told_in_kilometres_too()
    {
        var mileage = Mileage.Find("60k miles", isAsked: false).ShouldNotBeNull();

        (mileage.LeastKilometres, mileage.MostKilometres).ShouldBe((96_561, 96_561));
        Mileage.Find("60k km", isAsked: false)!.MostKilometres.ShouldBe(60_000);
        Mileage.Find("over 60k miles", isAsked: false)!.MostKilometres.ShouldBeNull();
    }

    /// <summary>Two bounds as the lines write them.</summary>
    internal static string Bounds(int? least, int? most, bool isApproximate) =>
        (isApproximate ? "~" : "") + (least == most ? $"{least}" : $"{least}-{most}");
}
