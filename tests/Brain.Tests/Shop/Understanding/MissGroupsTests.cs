using System.Diagnostics;
using Gateway.Brain.Shop.Understanding;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Tests.Shop.Catalogue.Answers;

namespace Gateway.Brain.Tests.Shop.Understanding;

public sealed class MissGroupsTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_asks_the_same_in_other_words_stands_together()
    {
        var groups = Group(
            "fr", "Vous avez un parking ?", "y a-t-il un parking chez vous", "un parking est-il à disposition ?",
            "vous réparez les vélos ?", "Vous avez un parking ?");

        groups.Select(group => (group.Count, group.Words)).ShouldBe(
            [(4, "Vous avez un parking ?"), (1, "vous réparez les vélos ?")], ignoreOrder: true);
    }

    [Fact]
    public void A_group_tells_how_often_where_and_about_what()
    {
        MissGroup[] groups = [.. MissGroups.Of(
        [
            Miss("fr", "Il va au four ?", 1) with { Product = "bol", Kind = MissKind.NotOnSheet },
            Miss("fr", "il va au four", 2) with { Product = "bol", Kind = MissKind.NotOnSheet },
            Miss("fr", "il va au four ?", 2) with { Product = "bol", Kind = MissKind.Unclear },
            Miss("en", "does it go in the oven?", 3) with { Product = "bowl" },
        ]).Select(MissGroup.Of).OrderByDescending(group => group.Count)];

        groups.Length.ShouldBe(2);
        groups[0].ShouldSatisfyAllConditions(
            group => group.Count.ShouldBe(3),
            group => group.Sessions.ShouldBe(2),
            group => group.Product.ShouldBe("bol"),
            group => group.Kind.ShouldBe(MissKind.NotOnSheet),
            group => group.LastSeen.ShouldBe(Now.AddMinutes(-1)),
            group => group.Examples.ShouldHaveSingleItem().SessionId.ShouldBe("session-1"));
        groups[1].Locale.ShouldBe("en");
    }

    [Fact]
    public void A_group_shows_at_most_five_wordings()
    {
        var group = Group(
            "fr", "parking ?", "un parking ?", "le parking ?", "du parking ?", "ce parking ?", "des parkings ?",
            "votre parking ?").ShouldHaveSingleItem();

        group.Count.ShouldBe(7);
        group.Examples.Count.ShouldBe(5);
    }

    [Fact]
    public void Shops_and_languages_are_kept_apart() => MissGroups.Of(
        [Miss("fr", "parking", 1), Miss("en", "parking", 2), Miss("fr", "parking", 3) with { Workspace = "other" }])
        .Count.ShouldBe(3);

    [Fact]
    public void The_order_in_which_they_are_read_does_not_matter()
    {
        Miss[] misses = [.. Questions("fr").Select((question, at) => Miss("fr", question.Text, at))];
        var groups = MissGroups.Of(misses).Select(group => MissGroup.Of(group).Words);

        MissGroups.Of(misses.Reverse()).Select(group => MissGroup.Of(group).Words).ShouldBe(groups);
    }

    // The questions were written to share as few words as can be.
    [Theory]
    [InlineData("fr", 0.6, 0.2)]
    [InlineData("en", 0.6, 0.2)]
    public void Questions_that_have_one_answer_stand_together_more_than_others(
        string locale, double precision, double recall)
    {
        var questions = Questions(locale);
        var groupOf = MissGroups.Of(questions.Select((question, at) => Miss(locale, question.Text, at)))
            .SelectMany((group, number) => group.SelectMany(wording => wording.Misses, (_, miss) => (miss, number)))
            .ToDictionary(of => of.miss.Session, of => of.number);
        var (together, right, same) = (0, 0, 0);
        for (var one = 0; one < questions.Count; one++)
        {
            for (var other = 0; other < one; other++)
            {
                var isSame = questions[one].Entries[0] == questions[other].Entries[0];
                var isTogether = groupOf[$"session-{one}"] == groupOf[$"session-{other}"];
                same += isSame ? 1 : 0;
                together += isTogether ? 1 : 0;
                right += isSame && isTogether ? 1 : 0;
            }
        }

        output.WriteLine($"{questions.Count} questions: {right} of {together} pairs right, of {same}");
        ((double)right / together).ShouldBeGreaterThan(precision);
        ((double)right / same).ShouldBeGreaterThan(recall);
    }

    [Fact]
    public void Five_thousand_are_grouped_in_a_moment()
    {
        string[] words = [.. Questions("fr").SelectMany(question => question.Text.Split(' ')).Distinct()];
        var chance = new Random(7);
        Miss[] misses = [.. Enumerable.Range(0, MissList.MostMisses)
            .Select(at => Miss("fr", string.Join(' ', chance.GetItems(words, 8)), at))];
        _ = MissGroups.Of(misses.Take(10));

        var started = Stopwatch.GetTimestamp();
        MissGroups.Of(misses).Count.ShouldBeGreaterThan(1_000);

        var taken = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{taken.TotalMilliseconds:0} ms");
        // It takes a second or two; the machine may be busy.
        taken.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private static List<AnsweredPair> Questions(string locale) => [.. AnsweredPairs
        .Read(Path.Combine(DemoShop.WorkspacesPath, ".."))
        .Where(shop => shop.Shop == "demo" && shop.Locale == locale)
        .SelectMany(shop => shop.Pairs)
        .Where(pair => pair.Entries.Count == 1)];

    private static List<MissGroup> Group(string locale, params string[] words) =>
        [.. MissGroups.Of(words.Select((said, at) => Miss(locale, said, at))).Select(MissGroup.Of)];

    private static Miss Miss(string locale, string words, int number) => new()
    {
        Workspace = "shop",
        Session = $"session-{number}",
        Channel = "web",
        Locale = locale,
        Kind = MissKind.NoAnswer,
        Words = words,
        At = Now.AddMinutes(-number),
    };
}
