using System.Globalization;
using System.Text.Json;
using Gateway.Sessions.Workspaces;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Workspaces;

public sealed class OpeningHoursTests
{
    private const string Full =
        """
        {
          "week": { "mon-fri": "09:00-12:30, 14:00-18:00", "sat": "10:00-24:00" },
          "exceptions": { "2026-12-24": "09:00-12:00", "2026-12-28/2027-01-02": "closed", "2027-07-14": "10:00-12:00" },
          "closedOnHolidays": ["france", "alsace-moselle"]
        }
        """;

    [Theory]
    [InlineData("2026-11-30T08:59+01:00", false)]
    [InlineData("2026-11-30T09:00+01:00", true)]
    [InlineData("2026-11-30T08:00Z", true)]
    [InlineData("2026-11-30T12:29+01:00", true)]
    [InlineData("2026-11-30T12:30+01:00", false)]
    [InlineData("2026-11-30T14:00+01:00", true)]
    [InlineData("2026-11-30T18:00+01:00", false)]
    [InlineData("2026-11-28T23:59+01:00", true)] // Saturday, to midnight.
    [InlineData("2026-11-29T00:00+01:00", false)]
    [InlineData("2026-12-24T11:00+01:00", true)]
    [InlineData("2026-12-24T15:00+01:00", false)] // An exception in place of the week.
    [InlineData("2026-12-25T10:00+01:00", false)] // Christmas.
    [InlineData("2026-12-26T11:00+01:00", false)] // In Alsace St Stephen's Day, a Saturday.
    [InlineData("2026-12-29T10:00+01:00", false)] // A closure of several days.
    [InlineData("2027-03-26T10:00+01:00", false)] // Good Friday.
    [InlineData("2027-07-14T11:00+02:00", true)] // An exception in place of a holiday.
    public void A_business_is_open_when_it_says(string at, bool isOpen) =>
        Workspace(Full).IsOpenAt(Instant(at)).ShouldBe(isOpen);

    [Theory]
    [InlineData("2026-11-30T10:00+01:00", "2026-11-30T10:00+01:00")]
    [InlineData("2026-11-30T12:30+01:00", "2026-11-30T14:00+01:00")]
    [InlineData("2026-11-29T12:00+01:00", "2026-11-30T09:00+01:00")]
    [InlineData("2026-12-24T12:00+01:00", "2027-01-04T09:00+01:00")] // Christmas, a Sunday, and the closure.
    public void The_next_opening_is_found_behind_closed_days(string at, string opens) =>
        Workspace(Full).NextOpening(Instant(at)).ShouldBe(Instant(opens));

    // In Paris the hour from 2 to 3 is left out on 28 March 2027 and comes twice on 25 October 2026, both Sundays.
    [Theory]
    // Opens in the hour that is not there.
    [InlineData("02:30-05:00", "2027-03-28T00:00+01:00", "2027-03-28T03:00+02:00")]
    [InlineData("02:30-05:00", "2026-10-25T00:00+02:00", "2026-10-25T02:30+02:00")] // The first of two.
    [InlineData("09:00-18:00", "2027-03-27T20:00+01:00", "2027-03-28T09:00+02:00")]
    [InlineData("09:00-18:00", "2026-10-24T20:00+02:00", "2026-10-25T09:00+01:00")]
    public void Hours_are_kept_when_the_clocks_change(string span, string at, string opens) =>
        Workspace($$"""{ "sun": "{{span}}" }""").NextOpening(Instant(at)).ShouldBe(Instant(opens));

    [Theory]
    [InlineData("2026-10-25T02:15+02:00", true)]
    [InlineData("2026-10-25T02:45+02:00", true)]
    [InlineData("2026-10-25T02:15+01:00", true)]
    [InlineData("2026-10-25T02:30+01:00", false)]
    [InlineData("2027-03-28T01:59+01:00", true)]
    [InlineData("2027-03-28T03:00+02:00", false)] // Half past two is the same moment.
    public void A_span_that_ends_while_the_clocks_change_ends_once(string at, bool isOpen) =>
        Workspace("""{ "sun": "01:00-02:30" }""").IsOpenAt(Instant(at)).ShouldBe(isOpen);

    [Fact]
    public void A_span_within_the_hour_that_is_left_out_is_none() =>
        Workspace("""{ "exceptions": { "2027-03-28": "02:10-02:50" } }""")
            .NextOpening(Instant("2027-03-01T00:00Z"))
            .ShouldBeNull();

    [Fact]
    public void A_business_that_says_nothing_is_never_known_to_be_open()
    {
        var workspace = new Workspace { Id = "any", Name = "Any", Solution = "shop" };

        workspace.IsOpenAt(Instant("2026-11-30T10:00Z")).ShouldBeFalse();
        workspace.NextOpening(Instant("2026-11-30T10:00Z")).ShouldBeNull();
        OpeningHoursWords.Line(workspace.OpeningHours, "fr").ShouldBeNull();
    }

    [Fact]
    public void They_are_worded_in_both_languages()
    {
        var hours = Workspace(Full).OpeningHours;

        OpeningHoursWords.Line(hours, "fr")
            .ShouldBe(
                "lundi à vendredi 9\u00A0h – 12\u00A0h\u00A030, 14\u00A0h – 18\u00A0h\u00A0; samedi 10\u00A0h – minuit");
        OpeningHoursWords.Line(hours, "en")
            .ShouldBe("Monday to Friday 9:00–12:30, 14:00–18:00; Saturday 10:00–midnight");
    }

    private static Workspace Workspace(string openingHours) => JsonSerializer.Deserialize<Workspace>(
        $$"""{ "id": "any", "name": "Any", "solution": "shop", "timeZone": "Europe/Paris", "openingHours": {{openingHours}} }""",
        JsonSerializerOptions.Web)!;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
