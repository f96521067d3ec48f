using Gateway.Brain.Consent;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Consent;

public sealed class OutreachTests
{
    private const int Seed = 20261125;
    private const int Cases = 5_000;
    private const int ScannedCases = 400;

    private static readonly string[] Channels = ["sms", "sms", "sms", "whatsapp", "voice", "telegram", "web"];
    private static readonly string[] Zones =
        ["Europe/Paris", "Europe/Paris", "Europe/Paris", .. OutreachOracle.Zones.Keys];
    private static readonly string[][] Holidays =
        [[], [], ["alsace-moselle"], ["overseas"], ["alsace-moselle", "overseas"]];

    // The nights of the change of clocks, the holidays that move, the ends of years.
    private static readonly DateTimeOffset[] Edges =
    [
        .. new[] { "2027-03-28T01:00Z", "2027-10-31T01:00Z", "2028-03-26T01:00Z", "2028-10-29T01:00Z",
            "2027-03-26T12:00Z", "2027-05-06T12:00Z",
            "2027-12-24T18:59Z", "2028-12-31T18:59Z", "2028-02-29T12:00Z", "2028-06-05T12:00Z" }
            .Select(text => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    [Fact]
    public void No_message_is_sent_that_the_table_forbids_and_none_held_that_it_allows()
    {
        var chance = new Random(Seed);
        var cases = Enumerable.Range(0, Cases).Select(_ => Generate(chance)).ToList();

        var wrong = cases.Where(one => Decide(one, one.Now).IsAllowed != OutreachOracle.May(one, one.Now)).ToList();

        wrong.ShouldBeEmpty(
            $"Seed {Seed}: {wrong.Count} of {Cases} cases are decided wrongly, the first one {wrong.FirstOrDefault()}");
        var allowed = cases.Count(one => one.Class == MessageClass.Marketing && Decide(one, one.Now).IsAllowed);
        // A generator that meets one side only would show nothing.
        allowed.ShouldBeInRange(Cases / 20, Cases / 2);
    }

    [Fact]
    public void The_time_to_wait_for_is_the_first_at_which_the_table_allows_it()
    {
        var chance = new Random(Seed + 1);
        var held = Enumerable.Range(0, Cases).Select(_ => Generate(chance))
            .Select(one => (Case: one, Until: Decide(one, one.Now).NotBefore))
            .Where(one => one.Until is not null).ToList();

        held.Count.ShouldBeGreaterThan(Cases / 10);
        foreach (var (one, until) in held)
        {
            OutreachOracle.May(one, until!.Value).ShouldBeTrue($"{one} at {until}");
            OutreachOracle.May(one, until.Value.AddTicks(-1)).ShouldBeFalse($"{one} before {until}");
            Decide(one, until.Value).ShouldBe(SendingPermission.Allowed, $"{one} at {until}");
        }

        foreach (var (one, until) in held.Take(ScannedCases))
        {
            for (var at = one.Now; at < until; at = at.AddMinutes(20))
                OutreachOracle.May(one, at).ShouldBeFalse($"{one} at {at}, not only at {until}");
        }
    }

    [Theory]
    // Summer begins on a Sunday; the Monday after it is Easter's.
    [InlineData("2027-03-28T00:30Z", "2027-03-30T08:00Z")]
    [InlineData("2027-03-26T18:59Z", null)] // 19:59, winter time.
    [InlineData("2027-03-26T19:00Z", "2027-03-30T08:00Z")]
    [InlineData("2026-03-27T19:00Z", "2026-03-30T08:00Z")] // From winter time to 10 o'clock of summer time.
    [InlineData("2026-10-23T17:59Z", null)] // 19:59, summer time.
    [InlineData("2026-10-23T18:00Z", "2026-10-26T09:00Z")] // From summer time to 10 o'clock of winter time.
    [InlineData("2026-10-25T00:30Z", "2026-10-26T09:00Z")] // The hour that comes twice.
    [InlineData("2026-10-25T01:30Z", "2026-10-26T09:00Z")]
    [InlineData("2026-11-25T11:59Z", null)]
    [InlineData("2026-11-25T12:00Z", "2026-11-25T13:00Z")] // Noon's pause.
    public void Hours_are_those_of_paris_on_both_sides_of_the_change_of_clocks(string now, string? notBefore)
    {
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        var agreed = new OutreachCase(
            MessageClass.Marketing, "sms", "Europe/Paris", false, true, null, [], 4, false, [], at);

        var decided = Decide(agreed, at);

        decided.IsAllowed.ShouldBe(notBefore is null);
        decided.NotBefore.ShouldBe(
            notBefore is null
            ? null
            : DateTimeOffset.Parse(notBefore, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(1818, "03-22")]
    [InlineData(1943, "04-25")]
    [InlineData(2000, "04-23")]
    [InlineData(2024, "03-31")]
    [InlineData(2025, "04-20")]
    [InlineData(2026, "04-05")]
    [InlineData(2027, "03-28")]
    [InlineData(2038, "04-25")]
    [InlineData(2285, "03-22")]
    public void Easter_is_when_the_church_says(int year, string day) =>
        PublicHolidays.EasterSunday(year)
            .ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(day);

    [Theory]
    [InlineData("+33612345678", "Europe/Paris")]
    [InlineData("+262692000001", "Indian/Reunion")]
    [InlineData("+262639000001", "Indian/Mayotte")]
    [InlineData("+590690000001", "America/Guadeloupe")]
    [InlineData("+596696000001", "America/Martinique")]
    [InlineData("+447700900001", "Europe/London")]
    [InlineData("+12025550100", "Europe/Berlin")]
    [InlineData(null, "Europe/Berlin")]
    public void A_number_tells_where_someone_lives_or_the_business_does(string? phone, string zone) =>
        TimeZones.Of(phone, "Europe/Berlin").Id.ShouldBe(zone);

    private static SendingPermission Decide(OutreachCase one, DateTimeOffset now) => Outreach.Decide(
        one.Class,
        new OutreachFacts
        {
            Channel = one.Channel,
            Begins = TestChannels.All[one.Channel].Begins,
            OptedOut = one.OptedOut,
            HasAgreed = one.HasAgreed,
            RefusedAt = one.RefusedAt,
            Sent = one.Sent,
            Zone = TimeZoneInfo.FindSystemTimeZoneById(one.Zone),
            Rules = new OutreachRules
            {
                LongSmsHours = one.LongSmsHours,
                MostIn30Days = one.Most,
                Holidays = one.Holidays
            },
        },
        now);

    private static OutreachCase Generate(Random chance)
    {
        var now = chance.Next(4) == 0
            ? Edges[chance.Next(Edges.Length)].AddMinutes(chance.Next(-4_000, 4_000))
            : new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(chance.Next(3 * 365 * 24 * 60));
        // Most at an hour when something may be allowed at all.
        if (chance.Next(2) == 0)
            now = new DateTimeOffset(
                now.Year, now.Month, now.Day, chance.Next(6, 20), chance.Next(60), chance.Next(60), TimeSpan.Zero);
        var most = chance.Next(8) == 0 ? chance.Next(0, 3) : 4;
        return new OutreachCase(
            chance.Next(10) switch { 0 => MessageClass.Reply, 1 => MessageClass.Service, _ => MessageClass.Marketing },
            Pick(chance, Channels),
            Pick(chance, Zones),
            OptedOut: chance.Next(10) == 0,
            HasAgreed: chance.Next(8) != 0,
            RefusedAt: chance.Next(5) == 0 ? now.AddMinutes(-chance.Next(90 * 24 * 60)) : null,
            Sent: [.. Enumerable.Range(0, chance.Next(7)).Select(_ => now.AddMinutes(-chance.Next(45 * 24 * 60)))],
            most,
            LongSmsHours: chance.Next(2) == 0,
            Pick(chance, Holidays),
            now);
    }

    private static T Pick<T>(Random chance, T[] from) => from[chance.Next(from.Length)];
}
