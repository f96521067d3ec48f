using System.Text.RegularExpressions;
using Gateway.Testing;

namespace Gateway.Tests.Texts;

/// <summary>The page that a newcomer follows a message by names files that are there.</summary>
public sealed partial class WayOfAMessageTests
{
    [Fact]
    public void Every_file_it_names_is_there()
    {
        var root = GatewayProcess.Root;
        var folder = "";
        var named = new List<string>();
        foreach (Match match in Named().Matches(File.ReadAllText(Path.Combine(root, "docs", "way-of-a-message.md"))))
        {
            var name = match.Groups["name"].Value;
            // One without its folder lies beside the one before it.
            if (name.Contains('/', StringComparison.Ordinal))
                folder = Path.GetDirectoryName(name)!;
            named.Add(name.Contains('/', StringComparison.Ordinal) ? name : Path.Combine(folder, name));
        }

        named.Count.ShouldBeGreaterThan(20);
        named.Where(name => !File.Exists(Path.Combine(root, name))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"`(?<name>[\w/.]+\.(?:cs|lua))`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
