using System.Globalization;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Tests.Inspection.Planning;

namespace Gateway.Brain.Tests.Inspection.Notices;

public sealed class NoticeTimesTests
{
    [Theory]
    [InlineData("2026-12-03T09:00+01:00", "2026-11-30T08:00+01:00", "2026-12-02T18:00+01:00")]
    [InlineData("2026-12-03T09:00+01:00", "2026-12-02T18:00+01:00", "2026-12-02T18:00+01:00")]
    [InlineData("2026-12-03T09:00+01:00", "2026-12-02T21:00+01:00", "2026-12-02T21:00+01:00")]
    [InlineData("2026-12-03T09:00+01:00", "2026-12-03T06:00+01:00", "2026-12-03T06:00+01:00")]
    [InlineData("2026-12-03T09:00+01:00", "2026-12-03T06:01+01:00", null)]
    // The clocks go back in the night between.
    [InlineData("2026-10-25T09:00+01:00", "2026-10-20T08:00+02:00", "2026-10-24T18:00+02:00")]
    public void They_are_reminded_the_evening_before_or_at_once_or_not_at_all(string slot, string now, string? due) =>
        NoticeTimes.OfReminder(Planned.Centre, At(slot), At(now)).ShouldBe(due is null ? null : At(due));

    [Theory]
    [InlineData("2026-12-03T10:00+01:00", "2026-12-03T12:00+01:00")]
    [InlineData("2026-12-03T17:30+01:00", "2026-12-03T19:30+01:00")]
    [InlineData("2026-12-03T18:00+01:00", "2026-12-04T10:00+01:00")]
    [InlineData("2026-12-03T06:30+01:00", "2026-12-03T10:00+01:00")]
    public void They_are_asked_how_it_was_when_people_are_up(string end, string due) =>
        NoticeTimes.OfQuestion(Planned.Centre, At(end)).ShouldBe(At(due));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
