using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Tests.House;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("0612345678", "+33612345678")]
    [InlineData("06.12.34.56.78", "+33612345678")]
    [InlineData("06-12-34-56-78", "+33612345678")]
    [InlineData("01 23 45 67 89", "+33123456789")]
    [InlineData("+33 6 12 34 56 78", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "+33612345678")]
    [InlineData("zero six quatre-vingt-dix-sept vingt et un quatre-vingt-seize zero quatre", "+33697219604")]
    [InlineData("+44 7700 900123", "+447700900123")]
    [InlineData("+44 (0)20 7946 0018", "+442079460018")]
    [InlineData("0044 20 7946 0018", "+442079460018")]
    [InlineData("+1 (202) 555-0143", "+12025550143")]
    [InlineData("+32 470 12 34 56", "+32470123456")]
    [InlineData("oh six one two three four five six seven eight", "+33612345678")]
    [InlineData("zero six double one two three four five six seven", "+33611234567")]
    public void A_number_is_understood_however_it_is_written(string written, string e164)
    {
        var number = PhoneNumber.Parse(written);

        number.Problem.ShouldBe(PhoneProblem.None);
        number.E164.ShouldBe(e164);
    }

    [Theory]
    [InlineData("06 12 34 56", nameof(PhoneProblem.TooShort))]
    [InlineData("612345678", nameof(PhoneProblem.TooShort))]
    [InlineData("06 12 34 56 78 90", nameof(PhoneProblem.TooLong))]
    [InlineData("1234567890", nameof(PhoneProblem.UnknownPrefix))]
    [InlineData("+33 0612345678", nameof(PhoneProblem.TooLong))]
    [InlineData("+33 612 345", nameof(PhoneProblem.TooShort))]
    [InlineData("+44 7700 9001234", nameof(PhoneProblem.TooLong))]
    [InlineData("+0 123 456 789", nameof(PhoneProblem.UnknownPrefix))]
    [InlineData("plus tard", nameof(PhoneProblem.NotANumber))]
    [InlineData("", nameof(PhoneProblem.NotANumber))]
    public void What_is_wrong_with_a_number_is_said(string written, string problem)
    {
        var number = PhoneNumber.Parse(written);

        number.E164.ShouldBeNull();
        number.Problem.ToString().ShouldBe(problem);
    }
}
