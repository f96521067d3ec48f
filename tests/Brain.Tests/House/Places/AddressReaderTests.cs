using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.House.Places;

public sealed class AddressReaderTests(ITestOutputHelper output)
{
    [Fact]
    public void Most_of_what_people_write_is_read_right() => Check("addresses.txt", 0.99);

    [Fact]
    public void So_is_what_was_not_seen_while_it_was_made() => Check("held.addresses.txt", 0.97);

    private void Check(string file, double least)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), file)).Select(line => line.Split(" | ", 2)).ToList();

        var wrong = lines
            .Select(line => (Text: line[0], Read: Notation(Read(line[0], line[1])), Expected: line[1]))
            .Where(line => Same(line.Read) != Same(line.Expected))
            .ToList();

        foreach (var line in wrong)
            output.WriteLine($"{line.Text}\n    {line.Read}\n    {line.Expected}");
        output.WriteLine($"{file}: {lines.Count - wrong.Count} of {lines.Count}");
        ((lines.Count - wrong.Count) / (double)lines.Count).ShouldBeGreaterThanOrEqualTo(least);
    }

    private static AddressParts Read(string text, string expected) => AddressReader.Read(
        Readable.Of(text.Replace("\\n", "\n", StringComparison.Ordinal)), isAsked: expected != "none").Parts;

    internal static string Notation(AddressParts parts) => parts.IsEmpty ? "none" : string.Join("; ", new[]
    {
        ("k", parts.Care), ("r", parts.Relay), ("u", parts.Unit), ("s", parts.Street), ("p", parts.Postcode),
        ("t", parts.Town), ("g", parts.Region), ("c", parts.Country),
    }.Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={part.Item2}"));

    // In any order, whatever the capitals and stops.
    internal static string Same(string notation) => string.Join(
        "; ", notation.Split("; ").Where(part => part != "c=FR").Order(StringComparer.Ordinal)
            .Select(part => $"{part[..2]}{string.Join(' ', Word.In(part[2..]).Select(word => word.Text))}"));

    internal static string Folder() =>
        Path.Combine(DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "House", "Places");
}
