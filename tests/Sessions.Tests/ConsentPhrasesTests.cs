using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>
/// What people write about consent, as files of phrases: a line is what is expected, a tab, the message. <c>stop</c>,
/// <c>start</c> and <c>help</c> are certain, <c>ask</c> is unclear, <c>none</c> has nothing to do with it; <c>out</c>
/// is stop or ask, <c>not</c> is none or ask.
/// </summary>
public sealed class ConsentPhrasesTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Phrases"), "consent.*.tsv")
            .Select(path => Path.GetFileName(path))
            .Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void People_who_want_out_are_heard_and_no_one_else_is_put_out(string file)
    {
        var phrases = Read(file);
        var wrong = phrases.Where(phrase => !Fits(phrase.Expected, phrase.Text))
            .Select(phrase => $"{phrase.Expected}\t{phrase.Text}\t({Found(phrase.Text)})")
            .ToList();
        wrong.ShouldBeEmpty($"{phrases.Count - wrong.Count} right of {phrases.Count}:\n{string.Join('\n', wrong)}\n");
    }

    private static bool Fits(string expected, string text) => Found(text) is var found && expected switch
    {
        "out" => found is "stop" or "ask",
        "not" => found is "none" or "ask",
        _ => found == expected,
    };

    private static string Found(string text) =>
        (ConsentKeywords.Find(text, TestChannels.Hearing(ChannelKind.WhatsApp)),
            ConsentKeywords.FindUnclear(text, TestChannels.Hearing(ChannelKind.WhatsApp))) switch
        {
            (ConsentKeyword.Stop, _) => "stop",
            (ConsentKeyword.Start, _) => "start",
            (ConsentKeyword.Help, _) => "help",
            (null, ConsentKeyword.Stop) => "ask",
            _ => "none",
        };

    private static List<(string Expected, string Text)> Read(string file) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Phrases", file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t', 2))
            .Select(columns => (columns[0], columns[1])),
    ];
}
