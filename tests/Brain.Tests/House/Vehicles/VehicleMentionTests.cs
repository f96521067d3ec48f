using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Vehicles;
using Gateway.Brain.Tests.House.Entities;

namespace Gateway.Brain.Tests.House.Vehicles;

/// <summary>What people say of their vehicle.</summary>
public sealed class VehicleMentionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("vehicles.fr.txt", "fr", 0.5)]
    [InlineData("vehicles.en.txt", "en", 0.5)]
    public void Vehicles_are_found(string file, string locale, double least) =>
        ValueLines.Check(
            "../Vehicles/" + file, least,
            (text, context) => Value(VehicleMention.Find(text, locale, context == ValueLines.Asked)), output);

    private static string Value(VehicleMention? mention) => mention is null ? "none"
        : string.Join(',', mention.Make ?? "-", mention.Model ?? "-", Word(mention.Kind), Word(mention.Energy));

    private static string Word<T>(T? value)
        where T : struct => value?.ToString()!.ToLowerInvariant() ?? "-";
}
