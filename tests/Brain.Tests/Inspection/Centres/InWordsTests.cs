using System.Globalization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Centres.InWords;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Inspection.Centres;

/// <summary>
/// What centres write of their hours and prices. The lists in <c>Expressions/</c> were written before the readers; the
/// second half of each was looked at when the readers were done.
/// </summary>
public sealed class InWordsTests
{
    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    [Theory]
    [InlineData("hours.fr", 62)]
    [InlineData("hours.en", 62)]
    public void Hours_are_read_as_they_were_meant_or_not_at_all(string list, int count) =>
        Check(list, count, text => Write(HoursInWords.Read(text)));

    [Theory]
    [InlineData("prices.fr", 42)]
    [InlineData("prices.en", 40)]
    public void Prices_are_read_as_they_were_meant_or_not_at_all(string list, int count) =>
        Check(list, count, text => Write(PricesInWords.Read(text, "EUR")));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0\ud83d")]
    [InlineData("8")]
    [InlineData("99999999999999999999 99999999999999999999-8h")]
    [InlineData("ouvert ouvert fermé fermé sauf sauf entre entre et et - - / /")]
    [InlineData("€€€€ 4x4x4x4 79€90€90 : : ; ;")]
    public void Nothing_that_is_written_is_more_than_not_understood(string text)
    {
        HoursInWords.Read(text).Problem.ShouldNotBeNull().Explain().French.ShouldNotBeEmpty();
        PricesInWords.Read(text, "EUR").Problem.ShouldNotBeNull().Explain().English.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_long_is_not_read()
    {
        HoursInWords.Read(new string('8', 1_001)).Problem!.Kind.ShouldBe(WordingProblemKind.TooLong);
        PricesInWords.Read(new string('8', 2_001), "EUR").Problem!.Kind.ShouldBe(WordingProblemKind.TooLong);
    }

    [Fact]
    public void What_is_not_understood_is_named_in_both_languages()
    {
        var said = HoursInWords.Read("lundi vers 8h-18h").Problem!.Explain();

        said.ShouldBe(new LocalText(
            "« vers » n’est pas compris ici.".Replace("« ", "«\u00a0", StringComparison.Ordinal)
                .Replace(" »", "\u00a0»", StringComparison.Ordinal),
            "“vers” is not understood here."));
    }

    private static void Check(string list, int count, Func<string, string> read)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), $"{list}.txt"));
        var expressions = lines.Where(line => !line.StartsWith('#') && line.Length > 0).ToList();
        var wrong = expressions.Select(line => line.Split(" => "))
            .Select(parts => (Text: parts[0], Expected: parts[1], Read: read(parts[0])))
            .Where(one => one.Read != one.Expected)
            .Select(one => $"{one.Text}\n  expected {one.Expected}\n  read     {one.Read}");
        string.Join('\n', wrong).ShouldBe("");
        expressions.Count.ShouldBe(count);
    }

    private static string Write(HoursReading reading)
    {
        if (reading.Hours is not { } hours)
            return $"? {Camel(reading.Problem!.Kind)}";
        var lines = new List<string>();
        for (var first = 0; first < 7;)
        {
            var spans = SpansOf(hours, first);
            var last = first;
            while (last + 1 < 7 && SpansOf(hours, last + 1) == spans)
                last++;
            if (spans.Length > 0)
                lines.Add($"{Names[first]}{(last > first ? $"-{Names[last]}" : "")} {spans}");
            first = last + 1;
        }

        return string.Join("; ", lines.Concat(hours.ClosedOnHolidays.Count > 0 ? ["holidays"] : []));
    }

    private static string SpansOf(OpeningHours hours, int day) => string.Join(',',
        (hours.Week.GetValueOrDefault((DayOfWeek)((day + 1) % 7)) ?? []).Select(span =>
            $"{span.Opens.ToString("HH:mm", CultureInfo.InvariantCulture)}-{(span.ClosesAtMidnight
                ? "24:00"
                : span.Closes.ToString("HH:mm", CultureInfo.InvariantCulture))}"));

    private static string Write(PricesReading reading) => reading.Problem is { } problem
        ? $"? {Camel(problem.Kind)}"
        : string.Join("; ", reading.Lines.Select(line => line.Other is { } other
            ? string.Create(CultureInfo.InvariantCulture, $"other {other} {line.Price.Amount}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(line.Price)}/{line.Price.Visit.InWire()} {line.Price.Amount}")));

    private static string Name(Price price) =>
        $"{price.Vehicle?.InWire() ?? "*"}/{price.Energy?.InWire() ?? "*"}";

    private static string Camel(WordingProblemKind kind) => SettingsParts.ToCamel(kind.ToString());

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent;
        return Path.Combine(
            folder!.FullName, "tests", "Brain.Tests", "Inspection", "Centres", "Expressions");
    }
}
