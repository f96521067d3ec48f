using Gateway.Brain.Mail;

namespace Gateway.Brain.Tests.Mail;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("claire@example.fr")]
    [InlineData("claire.d'arc+ct@mail.example-centre.co.uk")]
    [InlineData("o_brien@xn--caf-dma.example")]
    public void What_people_have_is_an_address(string text) => EmailAddress.Is(text).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("claire")]
    [InlineData("claire@localhost")]
    [InlineData("claire@[127.0.0.1]")]
    [InlineData("claire@127.0.0.1")]
    [InlineData(".claire@example.fr")]
    [InlineData("cla..ire@example.fr")]
    [InlineData("claire@example..fr")]
    [InlineData("claire@-example.fr")]
    [InlineData("claire@example.fr\n")]
    [InlineData("claire@example.fr\r\nBcc: all@example.fr")]
    [InlineData("claire@example.fr,paul@example.fr")]
    [InlineData("claire@example.fr paul@example.fr")]
    [InlineData("Claire <claire@example.fr>")]
    [InlineData("<claire@example.fr>")]
    [InlineData("\"claire arc\"@example.fr")]
    [InlineData("@relay.example:claire@example.fr")]
    [InlineData("clairé@example.fr")]
    [InlineData("claire@exämple.fr")]
    [InlineData("claire@example.fr\0")]
    public void What_could_be_more_than_an_address_is_none(string? text) => EmailAddress.Is(text).ShouldBeFalse();

    [Fact]
    public void An_address_has_an_end()
    {
        EmailAddress.Is($"{new string('a', 64)}@example.fr").ShouldBeTrue();
        EmailAddress.Is($"{new string('a', 65)}@example.fr").ShouldBeFalse();
        EmailAddress.Is($"a@{string.Concat(Enumerable.Repeat("abcdefghi.", 25))}fr").ShouldBeTrue();
        EmailAddress.Is($"abc@{string.Concat(Enumerable.Repeat("abcdefghi.", 25))}fr").ShouldBeFalse();
    }
}
