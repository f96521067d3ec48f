using System.Globalization;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection.Calendars;

public sealed class CalendarReaderTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Google_tells_times_days_series_and_what_became_of_single_ones()
    {
        Shown(ReadFile("google")).ShouldBe(
        [
            "12-01 09:00 12-01 09:30 * Réunion d'équipe",
            "12-02 09:00 12-02 10:00 1 Étalonnage du banc, avec le prestataire",
            "12-16 14:00 12-16 15:00 * Réunion d'équipe (déplacée)",
            "12-22 09:00 12-22 09:30 * Réunion d'équipe",
            "12-24 00:00 12-27 00:00 * Fermé",
        ]);
    }

    [Fact]
    public void Outlook_has_its_own_names_for_zones_and_its_own_mark_for_what_is_free()
    {
        var reading = ReadFile("outlook");

        Shown(reading).ShouldBe(
        [
            "12-01 12:00 12-01 13:00 * Déjeuner",
            "12-03 12:00 12-03 13:00 * Déjeuner",
            // 9:00 in New York; private.
            "12-03 15:00 12-03 16:00 * ",
            "12-04 10:00 12-04 10:30 2 Livraison",
        ]);
        reading.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void Apple_writes_times_without_a_zone_and_moves_by_utc()
    {
        Shown(ReadFile("apple")).Take(5).ShouldBe(
        [
            "11-30 17:00 11-30 18:00 2 Ménage",
            "12-04 17:00 12-04 18:00 2 Ménage",
            "12-07 09:00 12-07 09:30 * Sans fuseau",
            "12-07 18:00 12-07 19:00 2 Ménage",
            "12-11 17:00 12-11 18:00 2 Ménage",
        ]);
    }

    [Fact]
    public void Nextcloud_adds_dates_and_moves_all_later_ones()
    {
        Shown(ReadFile("nextcloud")).ShouldBe(
        [
            "12-08 08:00 12-08 10:00 * Maintenance",
            "12-09 00:00 12-10 00:00 * Inventaire",
            "12-10 08:00 12-10 10:00 * Maintenance",
            "12-11 08:00 12-11 08:30 * Maintenance",
            "12-14 08:00 12-14 10:00 * Maintenance",
            "12-15 09:00 12-15 10:00 * Stage",
            "12-16 09:00 12-16 10:00 * Stage",
            "12-17 11:00 12-17 11:30 * Stage",
            "12-18 11:00 12-18 11:30 * Stage",
        ]);
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261025", "10-24T22:00 10-25T23:00")]
    [InlineData("DTSTART;VALUE=DATE:20270328\nDTEND;VALUE=DATE:20270329", "03-27T23:00 03-28T22:00")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261024T220000\nDTEND;TZID=Europe/Paris:20261025T060000",
        "10-24T20:00 10-25T05:00")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261025T023000\nDURATION:PT1H", "10-25T00:30 10-25T01:30")]
    // There is no such hour; what it lasts by the clock counts.
    [InlineData("DTSTART;TZID=Europe/Paris:20270328T023000\nDTEND;TZID=Europe/Paris:20270328T033000",
        "03-28T01:30 03-28T02:30")]
    // A day is a day of the clock, 24 hours are 24 hours.
    [InlineData("DTSTART;TZID=Europe/Paris:20261024T120000\nDURATION:P1D", "10-24T10:00 10-25T11:00")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261024T120000\nDURATION:PT24H", "10-24T10:00 10-25T10:00")]
    [InlineData("DTSTART:20261025T083000\nDTEND:20261025T090000", "10-25T07:30 10-25T08:00")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261024T083000\nDTEND;TZID=Europe/Paris:20261024T090000\n"
        + "RRULE:FREQ=DAILY;UNTIL=20261025", "10-24T06:30 10-24T07:00, 10-25T07:30 10-25T08:00")]
    public void Nights_in_which_the_clocks_change_are_read_as_they_are(string lines, string expected)
    {
        var reading = Read(Event(lines), new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), From.AddYears(1));

        string.Join(", ", reading.Busy.Select(busy => string.Create(
            CultureInfo.InvariantCulture, $"{busy.From:MM-dd'T'HH:mm} {busy.To:MM-dd'T'HH:mm}"))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("DTSTART:20261201T080000Z")]
    [InlineData("DTSTART:20261201T080000Z\nDTEND:20261201T080000Z")]
    [InlineData("DTSTART:20261201T080000Z\nDTEND:20261201T090000Z\nTRANSP:TRANSPARENT")]
    [InlineData("DTSTART:20261201T080000Z\nDTEND:20261201T090000Z\nSTATUS:CANCELLED")]
    [InlineData("DTSTART:20261101T080000Z\nDTEND:20261101T090000Z")]
    [InlineData("DTSTART:20280101T080000Z\nDTEND:20280101T090000Z")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261201T080000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\n"
        + "EXDATE;VALUE=DATE:20261201,20261202")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261201T080000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\n"
        + "EXDATE:20261201T070000Z,20261202T070000Z")]
    public void What_is_over_free_cancelled_or_left_out_takes_no_time(string lines)
    {
        var reading = Read(Event(lines), From, To);

        (reading.Busy.Count, reading.UnreadCount).ShouldBe((0, 0));
    }

    [Fact]
    public void A_bay_is_named_by_place_or_category_whatever_the_case()
    {
        Bays("LOCATION:PISTE 2").ShouldBe(["2"]);
        Bays("LOCATION:Centre des Tilleuls – piste 1").ShouldBe(["1"]);
        Bays("CATEGORIES:Perso,Piste 1,piste 2").ShouldBe(["1", "2"]);
        Bays("LOCATION:1").ShouldBe(["1"]);
        Bays("LOCATION:1 rue des Tilleuls").ShouldBeNull();
        Bays("LOCATION:Piste 12").ShouldBeNull();

        static IReadOnlyList<string>? Bays(string line) => Read(
            Event($"DTSTART:20261201T080000Z\nDTEND:20261201T090000Z\n{line}"), From, To).Busy.Single().Bays;
    }

    [Fact]
    public void One_that_cannot_be_read_is_told_and_takes_no_other_with_it()
    {
        var reading = Read(
            Event("DTSTART:hello", "a") + Event("DTSTART:20261201T080000Z\nDURATION:PT1H", "b")
            + Event("DTSTART:20261201T080000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY", "c")
            + Event("DTSTART:20261202T080000Z\nDTEND:20261130T080000Z", "d")
            + Event("DTSTART;TZID=Nowhere:20261203T080000\nDURATION:PT1H", "e"), From, To);

        Shown(reading).ShouldBe(["12-01 09:00 12-01 10:00 * s", "12-03 08:00 12-03 09:00 * s"]);
        reading.Unread.ShouldBe(
        [
            "a: it cannot be read", "c: it repeats too often", "d: it cannot be read",
            "e: its time zone is not known, and was taken for the centre's own",
        ]);
        reading.UnreadCount.ShouldBe(4);
    }

    [Fact]
    public void What_comes_from_our_own_feed_is_known_again()
    {
        var own = AppointmentUid.Of("demo-centre", Guid.NewGuid());
        var reading = Read(
            Event("DTSTART:20261201T080000Z\nDURATION:PT1H", own)
            + Event("DTSTART:20261201T100000Z\nDURATION:PT1H", AppointmentUid.Of("another", Guid.NewGuid())), From, To);

        (reading.Busy.Count, reading.Own).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("", "it ends in the middle")]
    [InlineData("<html>", "it ends in the middle")]
    [InlineData("Hello: you", "it is no calendar")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T080000Z", "it ends in the middle")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR", "its parts do not end where they should")]
    public void What_is_no_calendar_or_only_half_of_one_is_refused_whole(string text, string expected)
    {
        CalendarReader.TryRead(Planned.Centre, text, From, To, out _, out var problem).ShouldBeFalse();
        problem.ShouldBe(expected);
    }

    [Fact]
    public void A_calendar_that_is_made_to_keep_us_busy_does_not()
    {
        Problem(string.Concat(Enumerable.Range(0, 10).Select(i => Event(
            "DTSTART:20260101T000000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;"
            + "BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23", $"u{i}")))).ShouldBeNull();
        Problem(string.Concat(Enumerable.Range(0, 20).Select(i => Event(
            "DTSTART:20260101T000000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;BYHOUR=7,8,9,10,11,12,13,14,15,16,17,18",
            $"u{i}"))))
            .ShouldBe("it takes too many times");
        Problem(string.Concat(Enumerable.Range(0, 500).Select(i => Event(
            "DTSTART:19000101T000000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;COUNT=999999999", $"u{i}"))))
            .ShouldBe("it repeats too much");
        Problem(string.Concat(Enumerable.Range(0, 100).Select(i => Event(
            "DTSTART:20260101T000000Z\nDURATION:PT1M\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", $"u{i}"))))
            .ShouldBeNull();
        Problem(string.Concat(Enumerable.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", 30_000)))
            .ShouldBe("it has too many events");
        Problem(string.Concat(Enumerable.Repeat("X:y\n", CalendarText.MostLines))).ShouldBe("it has too many lines");
        Problem(string.Concat(Enumerable.Repeat("BEGIN:X\n", 100))).ShouldBe("it is nested too deeply");
        Problem("X:y\n" + string.Concat(Enumerable.Repeat(" " + new string('z', 70) + "\n", 60_000))).ShouldBeNull();
        Problem(Event("DTSTART:20261201T080000Z\nDTEND:99991231T235959Z")).ShouldBeNull();
        Problem(Event("DTSTART:20261201T080000Z\nDURATION:P99999999W")).ShouldBeNull();

        static string? Problem(string events) =>
            CalendarReader.TryRead(Planned.Centre, Whole(events), From, To, out _, out var problem) ? null : problem;
    }

    private static CalendarReading ReadFile(string name) => ReadText(File.ReadAllText(Path.Combine(
        GatewayProcess.Root, "tests", "Brain.Tests", "Inspection", "Calendars", "Files", name + ".ics")), From, To);

    private static CalendarReading Read(string events, DateTimeOffset from, DateTimeOffset to) =>
        ReadText(Whole(events), from, to);

    private static CalendarReading ReadText(string text, DateTimeOffset from, DateTimeOffset to)
    {
        CalendarReader.TryRead(Planned.Centre, text, from, to, out var reading, out var problem)
            .ShouldBeTrue(problem);
        return reading!;
    }

    private static string Whole(string events) =>
        $"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n".ReplaceLineEndings("\r\n");

    private static string Event(string lines, string uid = "u") =>
        $"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:s\n{lines}\nEND:VEVENT\n";

    // By the clock of Paris.
    private static string[] Shown(CalendarReading reading) =>
    [
        .. reading.Busy.Select(busy =>
        {
            var (from, to) = (
                TimeZoneInfo.ConvertTimeFromUtc(busy.From, Planned.Paris),
                TimeZoneInfo.ConvertTimeFromUtc(busy.To, Planned.Paris));
            var bays = busy.Bays is null ? "*" : string.Join('+', busy.Bays);
            return string.Create(
                CultureInfo.InvariantCulture, $"{from:MM-dd HH:mm} {to:MM-dd HH:mm} {bays} {busy.Note}");
        }),
    ];
}
