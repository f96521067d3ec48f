using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Tests.Inspection.Understanding;

public sealed class SlotPickTests
{
    private static readonly OfferedSlot[] Offered =
        [At(1, 10, 10), At(1, 13, 30), At(2, 8, 0)];

    [Theory]
    [InlineData("en", "the 2nd", 1)]
    [InlineData("en", "The second of those, please.", 1)]
    [InlineData("en", "we take the first", 0)]
    [InlineData("fr", "le 1er que vs avez", 0)]
    [InlineData("fr", "le dernier que tu as proposé", 2)]
    [InlineData("en", "the middle one pls", 1)]
    [InlineData("fr", "le plus tard de ceux que vous proposez", 2)]
    [InlineData("en", "the 1.30 one", 1)]
    [InlineData("fr", "celui de demain", 2)]
    [InlineData("fr", "10h10 ça me va", 0)]
    [InlineData("en", "any of those will do", 0)]
    public void A_choice_is_read(string locale, string text, int place) =>
        Pick(locale, text).ShouldBe(Offered[place]);

    [Theory]
    [InlineData("en", "yes")]
    [InlineData("fr", "le plus tard possible")]
    [InlineData("en", "Saturday the 2nd")]
    [InlineData("fr", "aucun ne me va")]
    public void What_is_none_is_taken_for_none(string locale, string text) => Pick(locale, text).ShouldBeNull();

    private static OfferedSlot? Pick(string locale, string text) => SlotPick.In(
        text,
        WishTimes.In(text, locale, new LocalNow(new DateOnly(2026, 12, 1), new TimeOnly(9, 0)), _ => true),
        Offered, isChoice: false);

    private static OfferedSlot At(int day, int hour, int minute) => new(
        $"{day}-{hour}", new DateTimeOffset(2026, 12, day, hour, minute, 0, TimeSpan.FromHours(1)), 40);
}
