using Gateway.Brain.House.Reading;
using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.House.Entities;

/// <summary>
/// Messages with the value that is in each, kept beside the tests: <c>value, text, context</c> in a line, parted by
/// tabs; the head of a file says what values and contexts look like.
/// </summary>
internal static class ValueLines
{
    private const int LeastLines = 60;

    /// <summary>The part of an argument that stands for "was asked for just before".</summary>
    public const string Asked = "asked";

    /// <summary>Reads all lines of a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="least">The share of them that is to be read right.</param>
    /// <param name="read">Gives the value of a text, with the context of its line or an empty one.</param>
    /// <param name="output">Is told what was read wrongly.</param>
    public static void Check(string file, double least, Func<string, string, string> read, ITestOutputHelper output)
    {
        var lines = File.ReadLines(Path.Combine(Folder, file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToList();

        var wrong = lines
            .Select(line => (Line: line, Read: read(Readable.Of(line[1]), line.Length > 2 ? line[2] : "")))
            .Where(line => line.Read != line.Line[0])
            .Select(line => $"{string.Join(" | ", line.Line.Skip(1))}: {line.Read}, not {line.Line[0]}")
            .ToList();

        output.WriteLine($"{file}: {lines.Count - wrong.Count} of {lines.Count}");
        output.WriteLine(string.Join('\n', wrong));
        lines.Count.ShouldBeGreaterThanOrEqualTo(LeastLines);
        wrong.Count.ShouldBeLessThanOrEqualTo((int)(lines.Count * (1 - least)), string.Join('\n', wrong));
    }

    private static string Folder => Path.Combine(
        DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "House", "Entities");
}
