using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Words;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Shop;

/// <summary>
/// How people write in bursts, as files: <c>each</c> or <c>one</c>, what the answer must say, in order (<c>&gt;</c>
/// between, <c>|</c> for one or the other, <c>!</c> for what it must not say), and the messages of one turn. A message
/// that begins with <c>@</c> was said and answered in a turn of its own before.
/// </summary>
public sealed class BurstPhrasesTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const int ShortestSentence = 12;

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Folder, "bursts.*.tsv").Select(path => Path.GetFileName(path)).Order()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Phrases");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_is_asked_in_a_burst_is_answered_each_thing_once_and_in_order(string file)
    {
        var locale = file.Split('.')[^2];
        await using var brain = ShopBrain.Create(shop.Database);
        List<string> wrong = [];
        var bursts = 0;
        foreach (var columns in File.ReadLines(Path.Combine(Folder, file))
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t')))
        {
            bursts++;
            var conversation = brain.Open(locale);
            foreach (var before in columns.Skip(2).Where(column => column[0] == '@'))
                await conversation.SayAsync(before[1..]);
            var answer = await conversation.SendAsync([.. columns.Skip(2).Where(column => column[0] != '@')]);
            if (Problem(columns[0], columns[1], answer?.Text ?? "") is { } problem)
                wrong.Add(
                    $"{string.Join(" + ", columns.Skip(2))}\n    {problem}\n    {answer?.Text.Replace("\n", "\n    ", StringComparison.Ordinal)}");
        }

        wrong.ShouldBeEmpty($"{bursts - wrong.Count} right of {bursts}:\n{string.Join('\n', wrong)}\n");
    }

    private static string? Problem(string kind, string expected, string answer)
    {
        answer = answer.Replace('\u00A0', ' ').Replace('\u202F', ' ');
        var rest = answer;
        foreach (var piece in expected.Split(" > ").Where(piece => piece.Length > 0))
        {
            if (piece[0] == '!')
            {
                if (DialogueRunner.Holds(answer, piece[1..]))
                    return $"says {piece[1..]}";
                continue;
            }

            var places = piece.Split('|')
                .Select(one => rest.IndexOf(one, StringComparison.OrdinalIgnoreCase))
                .Where(place => place >= 0)
                .ToList();
            if (places.Count == 0)
                return $"does not say {piece}, or not in its place";
            rest = rest[(places.Min() + 1)..];
        }

        var twice = Sentences.In(answer)
            .Select(sentence => sentence.Trim())
            .Where(sentence => sentence.Length >= ShortestSentence)
            .GroupBy(sentence => sentence).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            return $"says twice: {twice.Key}";
        if (kind == "one")
            return IsInPieces(answer) ? "answers in several pieces" : null;
        return IsInPieces(answer) ? null : "answers in one piece";
    }

    // So begins each answer when there are several.
    private static bool IsInPieces(string answer) => answer.Split('\n').Any(line => line is ['«' or '“', ..]);
}
