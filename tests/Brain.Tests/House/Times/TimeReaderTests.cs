using Gateway.Brain.House.Times;
using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.House.Times;

public sealed class TimeReaderTests
{
    private static readonly LocalNow Now = new(new DateOnly(2026, 11, 18), new TimeOnly(10, 20));

    [Theory]
    [InlineData("times.fr.txt", "fr", 0.98)]
    [InlineData("times.en.txt", "en", 0.98)]
    [InlineData("held.fr.txt", "fr", 0.90)]
    [InlineData("held.en.txt", "en", 0.88)]
    public void Most_of_what_people_write_is_read_right(string file, string locale, double least)
    {
        var lines = File.ReadLines(Path.Combine(Folder(), file))
            .Where(line => line.Contains(" | ", StringComparison.Ordinal) && line[0] != '#')
            .Select(line => line.Split(" | ", 2))
            .ToList();

        var wrong = lines.Where(line => Read(line[1], locale) != line[0])
            .Select(line => $"{line[1]}: {Read(line[1], locale)}, not {line[0]}")
            .ToList();

        lines.Count.ShouldBeGreaterThan(300);
        wrong.Count.ShouldBeLessThanOrEqualTo(
            (int)(lines.Count * (1 - least)), string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("fr", "je peux passer demain à 14h30 ?", "demain à 14h30")]
    [InlineData("fr", "un rdv le mardi 24 novembre svp", "le mardi 24 novembre")]
    [InlineData("en", "could I come on Friday after 4 please", "Friday after 4")]
    public void An_expression_is_told_with_its_place(string locale, string text, string place)
    {
        var time = TimeReader.Find(text, locale, Now).ShouldHaveSingleItem();

        text[time.Start..time.End].ShouldBe(place);
    }

    [Theory]
    [InlineData("fr", "lundi ou mardi après 18h", "2026-11-23T18:00.. or 2026-11-24T18:00..")]
    [InlineData("fr", "mardi avant 10h ou après 16h", "..2026-11-24T10:00 or 2026-11-24T16:00..")]
    [InlineData("fr", "la semaine prochaine sauf mardi", "2026-11-23 or 2026-11-25..2026-11-29")]
    [InlineData("fr", "je peux pas lundi, mardi oui", "2026-11-24")]
    [InlineData("fr", "du 28 au 3", "2026-11-28..2026-12-03")]
    [InlineData("fr", "tous les jours sauf le dimanche", "every Mon..Sat")]
    [InlineData("en", "Tuesday, sorry, Wednesday at 3", "2026-11-25T15:00")]
    [InlineData("en", "at 10 tomorrow or 3 on Friday", "2026-11-19T10:00 or 2026-11-20T15:00")]
    [InlineData("en", "weekdays between 9 and 5", "every Mon..Fri T09:00..17:00")]
    [InlineData("en", "two days before Christmas", "2026-12-23")]
    public void What_is_said_of_several_times_is_kept_together(string locale, string text, string value) =>
        Read(text, locale).ShouldBe(value);

    [Theory]
    [InlineData("fr", "pour 3 jours, 2 personnes, chambre 12")]
    [InlineData("fr", "le 2 rue Victor Hugo")]
    [InlineData("fr", "ça prend 2 heures")]
    [InlineData("en", "ring me on 07700 900123")]
    [InlineData("en", "I sat down")]
    [InlineData("en", "the first one, at 30 pounds")]
    public void What_only_looks_like_a_time_is_none(string locale, string text) =>
        TimeReader.Find(text, locale, Now).ShouldBeEmpty();

    [Fact]
    public void Easter_and_what_hangs_on_it_follow_the_year()
    {
        var before = Now with { Day = new DateOnly(2027, 11, 18) };

        TimeReader.Find("lundi de Pâques", "fr", before)[0].Value.ToString().ShouldBe("2028-04-17");
    }

    [Theory]
    [InlineData("dans 999999999 jours")]
    [InlineData("dans 99999999999 ans")]
    [InlineData("il y a 2000 ans")]
    [InlineData("tous les 99999999 mois, à J+99999999")]
    public void No_number_is_too_large_to_be_read(string text) =>
        Should.NotThrow(() => TimeReader.Find(text, "fr", Now));

    [Fact]
    public void Nothing_is_found_in_nothing() => TimeReader.Find("", "fr", Now).ShouldBeEmpty();

    private static string Read(string text, string locale)
    {
        var found = TimeReader.Find(text, locale, Now);
        return found.Count == 0 ? "none" : string.Join(" or ", found.Select(time => time.Value));
    }

    private static string Folder() =>
        Path.Combine(DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "House", "Times");
}
