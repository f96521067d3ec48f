using System.Globalization;
using Gateway.Brain.Reception;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Reception;

/// <summary>
/// How people pick from a list, as files of phrases: <c>list</c> and its titles, then lines with what is expected, a
/// tab, the message. A number is that choice, <c>-</c> none, <c>?</c> a number that the list does not have.
/// </summary>
public sealed class ChoicePhrasesTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Phrases"), "choices.*.tsv")
            .Select(path => Path.GetFileName(path))
            .Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_picks_from_a_list_is_the_choice_and_nothing_else_is(string file)
    {
        List<Choice> choices = [];
        List<string> wrong = [];
        var phrases = 0;
        foreach (var columns in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Phrases", file))
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t')))
        {
            if (columns[0] == "list")
            {
                choices = [.. columns.Skip(1).Select(title => new Choice(title, null))];
                continue;
            }

            phrases++;
            var place = ChoiceReading.Read(columns[1], choices, mayBePart: true).Place;
            var found = place is null
                ? "-"
                : place > 0 && place <= choices.Count
                ? place.Value.ToString(CultureInfo.InvariantCulture)
                : "?";
            if (found != columns[0])
                wrong.Add($"{columns[0]}\t{columns[1]}\t({found})");
        }

        wrong.ShouldBeEmpty($"{phrases - wrong.Count} right of {phrases}:\n{string.Join('\n', wrong)}\n");
    }
}
