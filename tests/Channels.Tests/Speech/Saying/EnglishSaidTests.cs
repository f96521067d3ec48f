using Gateway.Channels.Speech.Saying;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Saying;

public sealed class EnglishSaidTests
{
    [Theory]
    [InlineData("There are 71.", "There are seventy-one.")]
    [InlineData("105 of 1,234", "one hundred and five of one thousand two hundred and thirty-four")]
    [InlineData("1,005", "one thousand and five")]
    [InlineData("2,000,000", "two million")]
    [InlineData("3.14", "three point one four")]
    [InlineData("at -3", "at minus three")]
    [InlineData("10-12 people", "ten to twelve people")]
    [InlineData("the 1st, 2nd, 3rd, 12th and 20th", "the first, second, third, twelfth and twentieth")]
    [InlineData("the 21st", "the twenty-first")]
    [InlineData("registered in 2018", "registered in twenty eighteen")]
    [InlineData("in 2006, in 1900", "in two thousand and six, in nineteen hundred")]
    public void Numbers(string written, string spoken) => Says(written, spoken);

    [Theory]
    [InlineData("£12.50", "twelve pounds fifty")]
    [InlineData("£12.05", "twelve pounds and five pence")]
    [InlineData("£1", "one pound")]
    [InlineData("£0.50", "fifty pence")]
    [InlineData("£0.01", "one penny")]
    [InlineData("€79.90", "seventy-nine euros ninety")]
    [InlineData("79,90 €", "seventy-nine euros ninety")]
    [InlineData("€1,249.90", "one thousand two hundred and forty-nine euros ninety")]
    [InlineData("$5 a day", "five dollars a day")]
    [InlineData("£60-80", "sixty to eighty pounds")]
    [InlineData("£299/month", "two hundred and ninety-nine pounds a month")]
    [InlineData("£15k", "fifteen thousand pounds")]
    [InlineData("20% VAT", "twenty per cent V A T")]
    [InlineData("5.5%", "five point five per cent")]
    public void Prices(string written, string spoken) => Says(written, spoken);

    [Theory]
    [InlineData("30 mph", "thirty miles an hour")]
    [InlineData("1 km, 2 km", "one kilometre, two kilometres")]
    [InlineData("1.5 kg", "one point five kilos")]
    [InlineData("20 m²", "twenty square metres")]
    [InlineData("21 °C", "twenty-one degrees")]
    [InlineData("110 hp", "one hundred and ten horsepower")]
    [InlineData("30 min", "thirty minutes")]
    [InlineData("5.4 L/100 km", "five point four litres per hundred kilometres")]
    public void Measures(string written, string spoken) => Says(written, spoken);

    [Theory]
    [InlineData("2026-12-04", "the fourth of December twenty twenty-six")]
    [InlineData("on 4/12", "on the fourth of December")]
    [InlineData("on 04/12/2026", "on the fourth of December twenty twenty-six")]
    [InlineData("on the 4/12/2026", "on the fourth of December twenty twenty-six")]
    [InlineData("Fri 4 Dec", "Friday the fourth of December")]
    [InlineData("Friday, 4 December 2026", "Friday the fourth of December twenty twenty-six")]
    [InlineData("December 4th", "the fourth of December")]
    [InlineData("the 4th of December", "the fourth of December")]
    [InlineData("Mon-Fri", "Monday to Friday")]
    [InlineData("3/4 of it", "three quarters of it")]
    [InlineData("I may come, May I?", "I may come, May I?")]
    public void Dates(string written, string spoken) => Says(written, spoken);

    [Theory]
    [InlineData("9:30 am", "nine thirty a m")]
    [InlineData("9am", "nine a m")]
    [InlineData("at 2:05 p.m. today", "at two oh five p m today")]
    [InlineData("14:05", "fourteen oh five")]
    [InlineData("14:00", "fourteen hundred")]
    [InlineData("9:00", "nine o'clock")]
    [InlineData("0:00", "midnight")]
    [InlineData("8am-12pm", "eight a m to twelve p m")]
    [InlineData("8:30-12:00", "eight thirty to twelve o'clock")]
    [InlineData("9-5pm", "nine o'clock to five p m")]
    [InlineData("open 24/7", "open twenty-four seven")]
    public void Times(string written, string spoken) => Says(written, spoken);

    [Theory]
    [InlineData("07700 900123", "oh seven seven oh oh, nine oh oh, one two three")]
    [InlineData("020 7946 0018", "oh two oh, seven nine four six, oh oh one eight")]
    [InlineData("+44 7700 900123", "plus four four, seven seven oh oh, nine oh oh, one two three")]
    [InlineData("AB12 CDE", "A B, one two, C D E")]
    [InlineData("AB-123-CD", "A B, one two three, C D")]
    [InlineData("code 4521", "code four five two one")]
    [InlineData("order CMD-2026-00123", "order C M D, two zero two six, zero zero one two three")]
    [InlineData("SW1A 2AA", "S W, one, A, two, A A")]
    [InlineData("a C3 or an XC60", "a C three or an X C sixty")]
    public void Telephones_plates_and_codes(string written, string spoken) => Says(written, spoken);

    [Theory]
    [InlineData("Mr Smith and Mrs. Jones", "Mister Smith and Missis Jones")]
    [InlineData("Dr. Who, e.g. now", "Doctor Who, for example now")]
    [InlineData("12 High St, St. John", "twelve High Street, Saint John")]
    [InlineData("5 Abbey Rd", "five Abbey Road")]
    [InlineData("your MOT and VAT", "your M O T and V A T")]
    [InlineData("jane.doe@example.com", "jane dot doe, at, example dot com")]
    [InlineData("see https://example.test/x.", "see.")]
    [InlineData("No. 5", "number five")]
    [InlineData("Oh no. Then", "Oh no. Then")]
    [InlineData("Drive, mile and Avenue", "Drive, mile and Avenue")]
    [InlineData("this & that and/or those", "this and that and or those")]
    [InlineData("**Hello** there 👋", "Hello there")]
    public void Words_and_addresses(string written, string spoken) => Says(written, spoken);

    private static void Says(string written, string spoken)
    {
        Said.Of(written, "en").Text.ShouldBe(spoken);
        Said.Of(written.Replace(' ', '\u00A0'), "en").Text.ShouldBe(spoken, "no-break");
        Said.Of(spoken, "en").Text.ShouldBe(spoken, "said already");
    }
}
