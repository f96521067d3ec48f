using System.Globalization;
using Gateway.Brain.Shop.Catalogue.Answers;

namespace Gateway.Brain.Tests.Shop.Catalogue.Answers;

/// <summary>A question within a talk.</summary>
/// <param name="Text">What was asked.</param>
/// <param name="Entries">Places of the entries that answer it, from 0; empty when none does.</param>
/// <param name="AreAllAsked">Whether each of them must be told; else one is enough.</param>
/// <param name="Holds">Words of the part that answers it; or null.</param>
internal sealed record LeaningQuestion(string Text, IReadOnlyList<int> Entries, bool AreAllAsked, string? Holds);

/// <summary>Questions that follow each other: <c>FollowUps.locale.txt</c> tells its notation at its head.</summary>
/// <param name="Shop">Whose answers are asked.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>.</param>
/// <param name="IsHeld">Whether nothing is learned from it.</param>
/// <param name="Questions">In their order; of each but the first the answer to the one before was told.</param>
internal sealed record FollowUpChain(
    string Shop, string Locale, bool IsHeld, IReadOnlyList<LeaningQuestion> Questions)
{
    /// <summary>The questions but the first, each with the place of the entry that was told last before it, and the
    /// country that was named last.</summary>
    public IEnumerable<(int Told, string? Country, LeaningQuestion Question)> Leaning()
    {
        var told = Questions[0].Entries[0];
        var country = CountryIn(Questions[0]);
        foreach (var question in Questions.Skip(1))
        {
            yield return (told, country, question);
            country = CountryIn(question) ?? country;
            told = question.Entries is [.., var last] ? last : told;
        }
    }

    /// <summary>All chains of a language of the repository at that path.</summary>
    public static IReadOnlyList<FollowUpChain> Read(string repository, string locale)
    {
        List<FollowUpChain> chains = [];
        List<LeaningQuestion> questions = [];
        var (shop, count) = ("", 0);
        var file = Path.Combine(
            repository, "tests", "Brain.Tests", "Shop", "Catalogue", "Answers", $"FollowUps.{locale}.txt");
        foreach (var line in File.ReadLines(file).Append("").Where(line => line is not ['#', ..]))
        {
            if ((line.Length == 0 || line[0] == '=') && questions.Count > 0)
            {
                chains.Add(new FollowUpChain(
                    shop.TrimEnd('!', ' '), locale, !shop.EndsWith('!') && count++ % 2 == 1, questions));
                questions = [];
            }

            if (line is ['=', ..])
                (shop, count) = (line.Trim('=', ' '), 0);
            else if (line.Split(" | ", 2) is [var answers, var text])
                questions.Add(QuestionOf(answers, text));
        }

        return chains;
    }

    private static string? CountryIn(LeaningQuestion question) =>
        Mentions.In(question.Text).Countries.Count > 0 ? question.Text : null;

    private static LeaningQuestion QuestionOf(string answers, string text)
    {
        var (places, holds) = answers.Split(" ~ ", 2) is [var before, var words] ? (before, words) : (answers, null);
        return new LeaningQuestion(
            text,
            places == "-" ? []
                : [.. places.Split(',', '+').Select(place => int.Parse(place, CultureInfo.InvariantCulture) - 1)],
            places.Contains('+', StringComparison.Ordinal), holds);
    }
}
