using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection.Briefing;

/// <summary>
/// Texts that people read and agree to, kept beside the tests. Set <c>WRITE_GOLDEN=1</c> to write them anew, and read
/// the difference before it is kept.
/// </summary>
internal static class GoldenText
{
    public static void ShouldBeAsKept(string text, string name)
    {
        var path = Path.Combine(GatewayProcess.Root, "tests", "Brain.Tests", "Inspection", "Briefing", name);
        if (Environment.GetEnvironmentVariable("WRITE_GOLDEN") == "1")
            File.WriteAllText(path, text);
        text.ShouldBe(File.ReadAllText(path), name);
    }
}
