using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Shop.Catalogue.Import;

namespace Gateway.Brain.Tests.Shop.Catalogue.Facts;

/// <summary>A question of people to a product sheet.</summary>
/// <param name="Text">As it was asked.</param>
/// <param name="Locale">Its language and the sheet's.</param>
/// <param name="Facts">What the sheet tells.</param>
/// <param name="Expected">What must be told: of each entry one of the parts of sentences; empty when nothing is to be
/// told.</param>
/// <param name="MaySayNothing">Whether nothing will do as well.</param>
/// <param name="Polarity">What the answer says; unknown when that was not noted.</param>
/// <param name="IsHeld">Whether it is kept back from learning.</param>
internal sealed record SheetQuestion(
    string Text, string Locale, ProductFacts Facts, IReadOnlyList<string[]> Expected, bool MaySayNothing,
    Polarity Polarity, bool IsHeld)
{
    /// <summary>Whether a sentence is one that answers.</summary>
    public bool IsAnswer(string sentence) => Expected.Any(one => Tells(sentence, one));

    /// <summary>
    /// Whether a reply is right: the first answer is one that was meant, all that were meant are there, and none says
    /// the contrary.
    /// </summary>
    public bool IsRight(FactReply reply)
    {
        if (reply.Answers.Count == 0)
            return MaySayNothing;
        return Expected.Count > 0 && IsAnswer(reply.Answers[0].Sentence)
            && Expected.All(one => reply.Answers.Any(answer => Tells(answer.Sentence, one)))
            && !IsContrary(reply.Answers[0].Polarity);
    }

    private bool IsContrary(Polarity said) =>
        said != Polarity.Unknown && Polarity != Polarity.Unknown && said != Polarity;

    private static bool Tells(string sentence, string[] parts) =>
        parts.Any(part => Plain(sentence).Contains(Plain(part), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string text) =>
        text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('’', '\'');
}

/// <summary>Reads the sets of questions; their format stands at the head of <c>Questions.fr.txt</c>.</summary>
internal static class QuestionSet
{
    /// <summary>The questions of a language.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="set"><c>Questions</c>, or <c>Later</c> for those written last.</param>
    public static IReadOnlyList<SheetQuestion> Read(string root, string locale, string set = "Questions")
    {
        var demo = Demo(root, locale);
        List<SheetQuestion> questions = [];
        var facts = ProductFacts.None;
        string[]? head = null;
        List<string> lines = [];
        var sheets = 0;
        foreach (var line in File.ReadLines(Path.Combine(
            root, "tests/Brain.Tests/Shop/Catalogue/Facts", $"{set}.{locale}.txt")))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                sheets++;
                lines.Clear();
                head = line[3..].Split('|', StringSplitOptions.TrimEntries);
                facts = head[0][0] == '@' ? demo[head[0][1..]] : ProductFacts.None;
            }
            else if (line.StartsWith("? ", StringComparison.Ordinal))
            {
                if (lines.Count > 0)
                {
                    facts = FactReader.Read(
                        head![1], string.Join('\n', lines), head.ElementAtOrDefault(3), head[2], locale);
                    lines.Clear();
                }

                questions.Add(ToQuestion(line[2..], locale, facts, sheets % 2 == 0));
            }
            else if (line.Length > 0 && line[0] != '#')
                lines.Add(line);
        }

        return questions;
    }

    private static SheetQuestion ToQuestion(string line, string locale, ProductFacts facts, bool isHeld)
    {
        var parts = line.Split(" ~ ", 2);
        var answer = parts[1].Split(" => ", 2);
        List<string[]> expected = [.. answer[0].Split(" & ").Select(one => one.Split(" / "))];
        var maySayNothing = expected.Exists(one => one.Contains("-"));
        return new SheetQuestion(
            parts[0], locale, facts,
            [.. expected.Select(one => one.Where(part => part != "-").ToArray()).Where(one => one.Length > 0)],
            maySayNothing,
            answer.ElementAtOrDefault(1) switch { "yes" => Polarity.Yes, "no" => Polarity.No, _ => Polarity.Unknown },
            isHeld);
    }

    private static Dictionary<string, ProductFacts> Demo(string root, string locale)
    {
        var name = $"demo-shop/catalogue.{locale}.csv";
        var content = File.ReadAllBytes(Path.Combine(root, "workspaces", name));
        return CatalogueReading
            .Read("demo-shop", locale, "EUR", [new CatalogueFile(name, locale, false, content, null)])
            .Products!.ToDictionary(
                product => product.Handle,
                product => ProductFacts.Read(product.Texts.Single(text => text.Locale == locale).Facts!));
    }
}
