using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class E164Tests
{
    [Theory]
    [InlineData("+33600000001", true)]
    [InlineData("+447700900001", true)]
    [InlineData("+15005550006", true)]
    [InlineData("+330612345678", false)] // The zero is dialled within France only.
    [InlineData("+3361234567", false)]
    [InlineData("+999123456789", false)]
    [InlineData("0612345678", false)]
    public void A_number_that_someone_typed_is_one_that_its_country_can_have(string text, bool isPossible) =>
        E164.IsPossible(text).ShouldBe(isPossible);

    [Theory]
    [InlineData("33600000001", "+33600000001")]
    [InlineData("+33 6 00 00 00 01", "+33600000001")]
    [InlineData("1 (202) 555-0143", "+12025550143")]
    [InlineData("5215512345678", "+5215512345678")] // WhatsApp's for a Mexican number.
    [InlineData("FR.8A7B6C5D4E", null)]
    [InlineData("1800FLOWERS", null)]
    [InlineData("336", null)]
    [InlineData("", null)]
    public void What_a_provider_writes_becomes_the_one_form(string text, string? number) =>
        E164.FromProvider(text).ShouldBe(number);

    [Theory]
    [InlineData("+33612345678", "FR")]
    [InlineData("+447700900001", "GB")]
    [InlineData("+447624123456", "IM")]
    [InlineData("+262639000001", "YT")]
    [InlineData("+14165550123", "CA")]
    [InlineData("+80012345678", null)]
    [InlineData("+999123456789", null)]
    [InlineData("0612345678", null)]
    public void A_number_tells_its_country(string number, string? country) => E164.CountryOf(number).ShouldBe(country);

    [Theory]
    [InlineData("+33123456789", "FR", "01 23 45 67 89")]
    [InlineData("+33800123456", "FR", "0 800 12 34 56")]
    [InlineData("+33123456789", null, "+33 1 23 45 67 89")]
    [InlineData("+442079460018", "FR", "+44 20 7946 0018")]
    [InlineData("+442079460018", "GB", "020 7946 0018")]
    [InlineData("12345", "FR", "12345")]
    public void A_number_is_written_as_its_readers_dial_it(string number, string? reader, string text) =>
        E164.ToText(number, reader).ShouldBe(text);

    [Theory]
    [InlineData("01 23 45 67 89", "+33123456789", true)]
    [InlineData("+33 (0)1 23 45 67 89", "+33123456789", true)]
    [InlineData("+33 1.23.45.67.89", "+33123456789", true)]
    [InlineData("020 7946 0018", "+442079460018", true)]
    [InlineData("01 23 45 67 88", "+33123456789", false)]
    [InlineData("67 89", "+33123456789", false)]
    [InlineData("Au 01 23 45 67 89", "+33123456789", false)]
    [InlineData("01 23 45 67 89", "https://shop.example.test", false)]
    [InlineData("", "+33123456789", false)]
    public void A_number_is_known_however_it_is_written(string text, string number, bool isSame) =>
        E164.IsSame(text, number).ShouldBe(isSame);
}
