using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Shop.Catalogue.Import;

namespace Gateway.Brain.Tests.Shop.Catalogue.Answers;

/// <summary>What people ask a shop, and which of its answers they ask for.</summary>
/// <param name="Text">The question.</param>
/// <param name="Entries">Places of the entries that answer it, from 0; empty when none does.</param>
/// <param name="IsHeld">Whether nothing is learned from it.</param>
internal sealed record AnsweredPair(string Text, IReadOnlyList<int> Entries, bool IsHeld);

/// <summary>
/// A shop's answers with questions to them: <c>shop.locale.pairs.txt</c>, a line a question, <c>2,3 | text</c> with the
/// places of the entries that answer it, or <c>none | text</c>; <c>@ act = 2,3</c> tells which entries answer what the
/// corpora call so. Every other question is held back, and all of those to the tea and the record shop. Of those in
/// <c>shop.locale.learned.txt</c> and <c>none.locale.txt</c>, which were written later, none is held back; what stands
/// in the last no shop has an answer for.
/// </summary>
internal sealed record AnsweredPairs
{
    private static readonly string[] HeldShops = ["tea", "vinyl"];

    public required string Shop { get; init; }

    public required string Locale { get; init; }

    public required IReadOnlyList<FaqItem> Items { get; init; }

    public required IReadOnlyList<AnsweredPair> Pairs { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<int>> Acts { get; init; }

    public bool IsHeldShop => HeldShops.Contains(Shop);

    /// <summary>All shops of the repository at that path.</summary>
    public static IReadOnlyList<AnsweredPairs> Read(string repository)
    {
        var folder = Path.Combine(repository, "tests", "Brain.Tests", "Shop", "Catalogue", "Answers");
        return [.. Directory.GetFiles(folder, "*.pairs.txt").Order(StringComparer.Ordinal)
            .Select(file => ReadShop(repository, file))];
    }

    /// <summary>Digest of all that the model of answers is learned from.</summary>
    public static string DigestOfInputs(string repository)
    {
        var brain = Path.Combine(repository, "src", "Brain");
        var folder = Path.Combine(repository, "tests", "Brain.Tests", "Shop", "Catalogue", "Answers");
        return Trainer.DigestOf(
        [
            .. Directory.GetFiles(Path.Combine(brain, "House", "Corpus"), "shop.*.txt"),
            .. Directory.GetFiles(Path.Combine(brain, "House", "Thesaurus"), "*.txt"),
            .. Directory.GetFiles(Path.Combine(brain, "Shop", "Catalogue", "Answers"), "headings.*.txt"),
            .. Directory.GetFiles(Path.Combine(repository, "workspaces", "demo-shop"), "faq.*.md"),
            .. Directory.GetFiles(folder, "*.md"), .. Directory.GetFiles(folder, "*.txt"),
        ]);
    }

    /// <summary>The shop's answers, ready to be asked.</summary>
    public AnswerIndex Index(UtteranceReader reader, AnswerModel model) => new(Sources(reader), Locale, model);

    /// <summary>The shop's answers as they are imported.</summary>
    public IReadOnlyList<AnswerSource> Sources(UtteranceReader reader) =>
        [.. Items.Select(item => new AnswerSource(
            item.Question, item.Ways, item.Answer,
            AnswerAbout.Of(item.Question, item.Ways, item.Answer, Locale, reader)))];

    private static AnsweredPairs ReadShop(string repository, string file)
    {
        var (shop, locale) = Path.GetFileName(file).Split('.') is [var name, var of, ..] ? (name, of) : ("", "");
        var answers = shop == "demo"
            ? Path.Combine(repository, "workspaces", "demo-shop", $"faq.{locale}.md")
            : file.Replace(".pairs.txt", ".md", StringComparison.Ordinal);
        var errors = new FileErrors(answers);
        var items = FaqReader.Read(File.ReadAllText(answers), errors);
        if (errors.Count > 0)
            throw new FormatException(errors.All[0].ToString());
        List<AnsweredPair> pairs = [];
        Dictionary<string, IReadOnlyList<int>> acts = [];
        foreach (var line in LinesOf(file))
        {
            if (line[0] == '@' && line[1..].Split('=', StringSplitOptions.TrimEntries) is [var act, var places])
                acts[act] = EntriesOf(places, items.Count);
            else if (line.Split(" | ", 2) is [var entries, var text])
            {
                pairs.Add(new AnsweredPair(
                    text, EntriesOf(entries, items.Count), HeldShops.Contains(shop) || pairs.Count % 2 == 1));
            }
            else
                throw new FormatException($"{file}: {line}");
        }

        var learned = file.Replace(".pairs.txt", ".learned.txt", StringComparison.Ordinal);
        if (File.Exists(learned))
        {
            pairs.AddRange(LinesOf(learned).Select(line => line.Split(" | ", 2))
                .Select(line => new AnsweredPair(line[1], EntriesOf(line[0], items.Count), IsHeld: false)));
        }

        if (!HeldShops.Contains(shop))
        {
            pairs.AddRange(LinesOf(Path.Combine(Path.GetDirectoryName(file)!, $"none.{locale}.txt"))
                .Select(line => new AnsweredPair(line, [], IsHeld: false)));
        }

        return new AnsweredPairs { Shop = shop, Locale = locale, Items = items, Pairs = pairs, Acts = acts };
    }

    private static IEnumerable<string> LinesOf(string file) =>
        File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#');

    private static int[] EntriesOf(string places, int count) => places == "none" ? [] :
    [
        .. places.Split(',').Select(place => int.Parse(place, System.Globalization.CultureInfo.InvariantCulture) - 1)
            .Select(place => place < count ? place : throw new FormatException($"There is no entry {place + 1}.")),
    ];
}
