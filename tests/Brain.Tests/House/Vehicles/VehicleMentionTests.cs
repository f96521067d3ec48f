using Gateway.Brain.House.Vehicles;
using Gateway.Brain.Tests.House.Entities;

namespace Gateway.Brain.Tests.House.Vehicles;

/// <summary>What people say of their vehicle.</summary>
public sealed class VehicleMentionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("vehicles.fr.txt", "fr", 0.98)]
    [InlineData("vehicles.en.txt", "en", 0.98)]
    [InlineData("held.vehicles.fr.txt", "fr", 0.96)]
    [InlineData("held.vehicles.en.txt", "en", 0.96)]
    public void Vehicles_are_found(string file, string locale, double least) =>
        ValueLines.Check(
            "../Vehicles/" + file, least,
            (text, context) => Value(VehicleMention.Find(text, locale, context == ValueLines.Asked)), output);

    [Fact]
    public void Makes_and_models_are_as_many_as_are_driven()
    {
        VehicleNames.All.Models.Count.ShouldBeGreaterThan(110);
        VehicleNames.All.Models.Sum(make => make.Count()).ShouldBeGreaterThan(1300);
    }

    [Fact]
    public void What_is_found_is_told_with_its_place()
    {
        const string text = "ct pour ma Renault Clio 4 diesel, une voiture";
        var mention = VehicleMention.Find(text, "fr", isAsked: false).ShouldNotBeNull();

        mention.MakeSpan!.Value.Of(text).ShouldBe("Renault");
        mention.ModelSpan!.Value.Of(text).ShouldBe("Clio 4");
        mention.EnergySpan!.Value.Of(text).ShouldBe("diesel");
        mention.KindSpan!.Value.Of(text).ShouldBe("voiture");
    }

    private static string Value(VehicleMention? mention) => mention is null ? "none"
        : string.Join(',', mention.Make ?? "-", mention.Model ?? "-", Word(mention.Kind), Word(mention.Energy));

    private static string Word<T>(T? value)
        where T : struct => value?.ToString()!.ToLowerInvariant() ?? "-";
}
