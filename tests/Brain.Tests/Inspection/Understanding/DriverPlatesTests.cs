using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Tests.Inspection.Understanding;

public sealed class DriverPlatesTests
{
    [Theory]
    [InlineData("c'est lundi à 10h20, immat FH-219-LM", "FH-219-LM")]
    [InlineData("jeudi 11h40 ok, GB 204 TX", "GB-204-TX")]
    [InlineData("j'ai deux voitures, d'abord CK-519-DV", "CK-519-DV")]
    [InlineData("at 9.40, plate bz440kl", "BZ-440-KL")]
    [InlineData("on 09.12.2026 at 14h20, DX-814-FN", "DX-814-FN")]
    [InlineData("4821 YB 41 c'est une ancienne plaque", "4821 YB 41")]
    [InlineData("British plates, KX17 VFD", "KX17 VFD")]
    [InlineData("Polish registration WX 4521K", "WX 4521K")]
    [InlineData("plaque ukrainienne AA 1234 BC", "AA 1234 BC")]
    [InlineData("plaque belge 1-XYZ-482", "1-XYZ-482")]
    public void A_plate_is_found_beside_times_and_dates(string text, string plate) =>
        DriverPlates.In(text, isAsked: false).ShouldHaveSingleItem().Text.ShouldBe(plate);

    [Theory]
    [InlineData("on Friday at 10h30, please")]
    [InlineData("de 150 km elle a roulé")]
    [InlineData("la 308 et la clio")]
    [InlineData("j'ai 2 enfants")]
    [InlineData("06 39 98 12 34")]
    public void What_is_none_is_taken_for_none(string text) =>
        DriverPlates.In(text, isAsked: false).ShouldBeEmpty();

    [Fact]
    public void A_code_that_is_all_there_is_is_one_where_it_was_asked_for() =>
        DriverPlates.In("XK-841-P", isAsked: true).ShouldHaveSingleItem().Text.ShouldBe("XK-841-P");

    [Fact]
    public void Two_vehicles_have_two() =>
        DriverPlates.In("my Focus FB-611-QL at 9 and his Honda EK-720-RN at 10", isAsked: false)
            .Select(plate => plate.Text).ShouldBe(["FB-611-QL", "EK-720-RN"]);
}
