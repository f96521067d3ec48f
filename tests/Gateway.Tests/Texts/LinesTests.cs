using System.Text.RegularExpressions;
using Gateway.Testing;

namespace Gateway.Tests.Texts;

/// <summary>The lines of the source, as one reads them side by side with another file.</summary>
public sealed partial class LinesTests
{
    private const int Columns = 120;

    [Fact]
    public async Task No_line_of_source_is_longer_than_120_columns()
    {
        var tooLong = new List<string>();
        foreach (var file in Sources())
        {
            var raw = false;
            var number = 0;
            await foreach (var line in File.ReadLinesAsync(file, TestContext.Current.CancellationToken))
            {
                number++;
                var within = raw;
                if (RawQuotes().Count(line) % 2 == 1)
                    raw = !raw;
                if (Width(line) > Columns && !within && !raw && !IsUnbreakable(line))
                    tooLong.Add($"{file}:{number}");
            }
        }

        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Usings_stand_in_order()
    {
        foreach (var file in Sources().Where(file => Path.GetExtension(file) == ".cs"))
        {
            var usings = new List<string>();
            await foreach (var line in File.ReadLinesAsync(file, TestContext.Current.CancellationToken))
            {
                if (line.StartsWith("namespace ", StringComparison.Ordinal))
                    break;
                if (Using().Match(line) is { Success: true } match)
                    usings.Add(match.Groups["name"].Value);
            }

            var inOrder = usings.OrderBy(name => name.Split('.')[0] != "System")
                .ThenBy(Parts, StringComparer.OrdinalIgnoreCase);
            string.Join(' ', usings).ShouldBe(string.Join(' ', inOrder), file);
        }

        // A name goes before those below it, and a dot before any letter or digit.
        static string Parts(string name) => name.Replace('.', '\0');
    }

    // A literal, a name or a directive cannot be broken without changing what it says; what stands beside it can.
    private static bool IsUnbreakable(string line) =>
        line.TrimStart().StartsWith('#')
        || Wholes().Matches(line).Select(whole => whole.Length).DefaultIfEmpty().Max() is > Columns / 2 and var longest
        && Width(line) - longest <= Columns;

    private static int Width(string line) => line.EnumerateRunes().Count();

    // What the tool for migrations writes is read by no one.
    private static IEnumerable<string> Sources() => ((string[])["src", "tests"])
        .SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(GatewayProcess.Root, folder), "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".lua")
        .Where(file => !file.EndsWith(".Designer.cs", StringComparison.Ordinal)
            && !file.EndsWith("Snapshot.cs", StringComparison.Ordinal)
            && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    [GeneratedRegex(
        @"^(global )?using (?<name>[A-Za-z_][\w.]*);$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Using();

    [GeneratedRegex("\"{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex RawQuotes();

    // Raw and interpolated literals may hold quotes; others end at their next one.
    [GeneratedRegex(
        "\"{3}.*\"{3}|\\$+@?\".*\"|@?\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z]+(?:_[A-Za-z0-9]+){5,}",
        RegexOptions.NonBacktracking)]
    private static partial Regex Wholes();
}
