using System.Text.RegularExpressions;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>What a visitor of a shop asks, in their own words.</summary>
/// <param name="Text">The words.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>.</param>
internal sealed partial record Question(string Text, string Locale)
{
    // What asks for nothing that is looked up.
    private static readonly HashSet<string> NoQuestions =
        ["inform", "greet", "yes", "no", "thanks", "chat", "bye", "correct", "unsure", "complaint", "repeat"];

    /// <summary>
    /// The questions of the dialogues that the house model has never learned from, without their marks, each once.
    /// </summary>
    public static IReadOnlyList<Question> ReadHeld() =>
    [
        .. Directory.GetFiles(Path.Combine(GatewayProcess.Root, "src/Brain/House/Corpus/held"), "shop.*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(path => File.ReadLines(path)
                .Select(line => line.Split(" | ", 2))
                .Where(parts => parts is [var acts, _] && acts.Split(" // ").Any(act => !NoQuestions.Contains(act)))
                .Select(parts => new Question(Unmark(parts[1]), Path.GetFileName(path).Split('.')[1])))
            .Distinct(),
    ];

    /// <summary>The turn that answers it, the first of its session.</summary>
    public Turn Ask(Workspace workspace)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = SessionId.New(7, now);
        Entry[] entries = [new Entry { Seq = 1, Role = EntryRole.Contact, Text = Text, At = now }];
        var session = new Session(
            id, workspace.Id, ChannelKind.Web, "visitor-1", null, Locale, SessionStatus.Open, 1, now, now);
        return new Turn(new TurnId(id, 1), session, entries, entries, default, 1);
    }

    private static string Unmark(string text) =>
        Mark().Replace(text, "${words}").Replace(" // ", " ", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"\[(?<words>[^\]]*)\]\([a-zA-Z.]+\)", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
