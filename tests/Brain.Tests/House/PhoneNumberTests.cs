using Gateway.Brain.House.Entities;
using Gateway.Sessions;

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
    [InlineData("+33 06 12 34 56 78", "+33612345678")]
    [InlineData("+33 0612345678", "+33612345678")]
    [InlineData("0033 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("0033 06 12 34 56 78", "+33612345678")]
    [InlineData("33612345678", "+33612345678")]
    [InlineData("+44 020 7946 0018", "+442079460018")]
    [InlineData("O6 12 34 56 78", "+33612345678")]
    [InlineData("o6.12.34.56.7O", "+33612345670")]
    [InlineData("01 44 55 66 77 poste 12", "+33144556677")]
    [InlineData("01 44 55 66 77, ext. 312", "+33144556677")]
    [InlineData("+212 06 12 34 56 78", "+212612345678")]
    [InlineData("32470123456", "+32470123456")]
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

    [Theory]
    [InlineData("0470 12 34 56", "BE", "+32470123456")]
    [InlineData("02 512 34 56", "BE", "+3225123456")]
    [InlineData("079 123 45 67", "CH", "+41791234567")]
    [InlineData("621 123 456", "LU", "+352621123456")]
    [InlineData("0612345678", "MA", "+212612345678")]
    [InlineData("77 123 45 67", "SN", "+221771234567")]
    [InlineData("06 12 34 56 78", "BE", "+33612345678")]
    public void A_number_without_a_code_belongs_to_the_country_it_is_given_in(
        string written, string country, string e164) =>
        PhoneNumber.Parse(written, country).E164.ShouldBe(e164);

    [Theory]
    [InlineData("12 rue des Lilas, 1000 Bruxelles, Belgique", "BE")]
    [InlineData("Rue du Lac 3, 1003 Lausanne (Suisse)", "CH")]
    [InlineData("3 rue Verte, 75011 Paris", null)]
    public void An_address_may_name_its_country(string address, string? country) =>
        PostalAddress.CountryOf(address).ShouldBe(country);

    [Fact]
    public void Two_numbers_in_a_message_are_two() =>
        PhoneNumber.Find("O6 12 34 56 78 ou 01 44 55 66 77 poste 12 merci")
            .Select(span => PhoneNumber.Parse(span.Of("O6 12 34 56 78 ou 01 44 55 66 77 poste 12 merci")).E164)
            .ShouldBe(["+33612345678", "+33144556677"]);

    [Theory]
    [InlineData("0491 570 156. Brett", "en", "+61491570156")]
    [InlineData("Priscilla Okonjo, 07700 900318, after 3 is best", "en", "+447700900318")]
    [InlineData("cell is (614) 555-0142", "en", "+16145550142")]
    [InlineData("087 555 0142, howya@fogartys.ie", "en", "+353875550142")]
    [InlineData("Suresh Kulkarni, 98765 43210 is my no. (+91)", "en", "+919876543210")]
    [InlineData("my number is 06 12 34 56 78", "en", "+33612345678")]
    [InlineData("mon portable : 06 39 98 12 40", "fr", "+33639981240")]
    [InlineData("je suis à Liège, 0470 12 34 56", "fr", "+32470123456")]
    [InlineData("0791234567 en Suisse", "fr", "+41791234567")]
    [InlineData("+44 20 7946 0018", "fr", "+442079460018")]
    public void Who_may_be_abroad_is_called_where_the_number_is_one(string message, string locale, string number) =>
        PhoneNumber.Guess(PhoneNumber.Find(message).First().Of(message), message, locale).ShouldBe(number);
}
