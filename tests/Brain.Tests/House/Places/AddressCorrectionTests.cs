using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Tests.House.Places;

public sealed class AddressCorrectionTests(ITestOutputHelper output)
{
    [Fact]
    public void Most_corrections_are_taken() => Check("corrections.txt", 0.98);

    [Fact]
    public void So_are_those_that_were_not_seen_while_it_was_made() => Check("held.corrections.txt", 0.94);

    private void Check(string file, double least)
    {
        var lines = File.ReadAllLines(Path.Combine(AddressReaderTests.Folder(), file))
            .Select(line => line.Split(" => ", 2))
            .Select(line => (Before: line[0].Split(" || ")[0], Said: line[0].Split(" || ")[1], Expected: line[1]))
            .ToList();

        var wrong = lines
            .Select(line => (line.Before, line.Said,
                Read: AddressReaderTests.Notation(Corrected(line.Before, line.Said)), line.Expected))
            .Where(line => AddressReaderTests.Same(line.Read) != AddressReaderTests.Same(line.Expected))
            .ToList();

        foreach (var line in wrong)
            output.WriteLine($"{line.Before} || {line.Said}\n    {line.Read}\n    {line.Expected}");
        output.WriteLine($"{file}: {lines.Count - wrong.Count} of {lines.Count}");
        ((lines.Count - wrong.Count) / (double)lines.Count).ShouldBeGreaterThanOrEqualTo(least);
    }

    private static AddressParts Corrected(string before, string said)
    {
        var parts = AddressReader.Read(Readable.Of(before), isAsked: true).Parts;
        return AddressCorrection.Apply(parts, Readable.Of(said)) ?? parts;
    }
}
