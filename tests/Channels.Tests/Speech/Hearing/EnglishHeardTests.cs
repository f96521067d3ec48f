using Gateway.Channels.Speech.Hearing;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Hearing;

public sealed class EnglishHeardTests
{
    [Theory]
    [InlineData("seventy eight", "78")]
    [InlineData("one hundred and five", "105")]
    [InlineData("a hundred", "100")]
    [InlineData("forty two thousand three hundred", "42300")]
    [InlineData("forty-two thousand, three hundred", "42300")]
    [InlineData("one two three four", "1234")]
    [InlineData("double seven", "77")]
    [InlineData("triple zero seven", "0007")]
    [InlineData("double oh seven", "007")]
    [InlineData("one oh two", "102")]
    [InlineData("nineteen eighty four", "1984")]
    [InlineData("fourteen hundred", "1400")]
    [InlineData("twenty, four", "204")]
    [InlineData("three point five", "3.5")]
    [InlineData("option two please", "option 2 please")]
    public void Digits(string said, string heard) => Hears(said, Expectation.Digits, heard);

    [Theory]
    [InlineData("oh seven seven oh oh, nine oh oh, one two three", "07700900123")]
    [InlineData("oh double seven hundred, nine hundred, one two three", "07700900123")]
    [InlineData("zero seven seven double zero nine double zero one two three", "07700900123")]
    [InlineData("my number is oh seven seven double oh nine hundred one two three thanks", "my number is 07700900123 thanks")]
    [InlineData("plus four four seven seven oh oh nine oh oh one two three", "+447700900123")]
    [InlineData("oh seven seven oh oh nine oh oh one to three", "07700900123")]
    [InlineData("07700 900123", "07700900123")]
    [InlineData("I don't have one", "I don't have 1")]
    public void Telephones(string said, string heard) => Hears(said, Expectation.Phone, heard);

    [Theory]
    [InlineData("A B one two C D E", "AB12 CDE")]
    [InlineData("ay bee twelve see dee ee", "AB12 CDE", false)]
    [InlineData("A B twelve see dee E", "AB12 CDE")]
    [InlineData("alpha bravo one two charlie delta echo", "AB12 CDE")]
    [InlineData("it's A for Alpha, B for Bravo, one two, C for Charlie, D for Delta, E for Echo", "it's AB12 CDE")]
    [InlineData("A B oh seven C D E", "AB07 CDE")]
    [InlineData("A B 12 C D zed", "AB12 CDZ")]
    [InlineData("A B 12 C D zee", "AB12 CDZ")]
    [InlineData("A B dash one two three dash C D", "AB-123-CD")]
    [InlineData("A P, no not P, B as in Bravo, one two C D E", "AB12 CDE")]
    [InlineData("A P sorry B one two C D E", "AB12 CDE")]
    [InlineData("double u X one two why Y Z", "WX12 YYZ")]
    [InlineData("I have a car", "I have a car")]
    [InlineData("AB12 CDE", "AB12 CDE")]
    public void Plates(string said, string heard, bool isHeard = true)
    {
        if (isHeard)
            Hears(said, Expectation.Plate, heard);
        else
            Heard.Of(said, "en", Expectation.Plate).ShouldNotBe(heard);
    }

    [Theory]
    [InlineData("jane dot doe at gmail dot com", "jane.doe@gmail.com")]
    [InlineData("It's jane dot doe at sign example dot co dot uk.", "It's jane.doe@example.co.uk")]
    [InlineData("jane underscore doe at gmail dot com", "jane_doe@gmail.com")]
    [InlineData("jane dash doe 42 at gmail dot com", "jane-doe42@gmail.com")]
    [InlineData("D O E at gmail dot com", "doe@gmail.com")]
    [InlineData("B for Bravo dot smith at gmail dot com", "b.smith@gmail.com")]
    [InlineData("jane doe all one word at gmail dot com", "janedoe@gmail.com")]
    [InlineData("jane plus shop at gmail dot com", "jane+shop@gmail.com")]
    [InlineData("I am at home", "I am at home")]
    public void Mailboxes(string said, string heard) => Hears(said, Expectation.Email, heard);

    [Theory]
    [InlineData("S M I T H", "Smith")]
    [InlineData("Smyth, S M I T H", "Smith")]
    [InlineData("S M I T H for Hotel", "Smith")]
    [InlineData("Smith with a Y", "Smyth")]
    [InlineData("Jane Smith", "Jane Smith")]
    public void Names(string said, string heard) => Hears(said, Expectation.Name, heard);

    [Theory]
    [InlineData("twelve High Street", "12 High Street")]
    [InlineData("one hundred and five Abbey Road", "105 Abbey Road")]
    public void Addresses(string said, string heard) => Hears(said, Expectation.Address, heard);

    [Theory]
    [InlineData("Yes.", "yes")]
    [InlineData("um yeah", "yes")]
    [InlineData("Yes, that's right", "yes")]
    [InlineData("no thank you", "no")]
    [InlineData("yes but later", "yes but later")]
    public void Answers(string said, string heard) => Hears(said, Expectation.YesNo, heard);

    [Theory]
    [InlineData("at half past nine", "at 9:30")]
    [InlineData("quarter to ten", "9:45")]
    [InlineData("a quarter past nine", "9:15")]
    [InlineData("ten past nine", "9:10")]
    [InlineData("at ten to nine", "at 8:50")]
    [InlineData("quarter to one", "12:45")]
    [InlineData("from ten to twelve", "from ten to twelve")]
    [InlineData("at half nine", "at 9:30")]
    [InlineData("nine o'clock", "9:00")]
    [InlineData("nine thirty", "9:30")]
    [InlineData("at nine oh five", "at 9:05")]
    [InlineData("nine thirty a m", "9:30 a m")]
    [InlineData("nine am", "9 am")]
    [InlineData("at noon", "at noon")]
    [InlineData("at fourteen hundred", "at 14:00")]
    [InlineData("in two hours", "in two hours")]
    public void Times(string said, string heard) => Hears(said, Expectation.Free, heard);

    [Theory]
    [InlineData("one of them")]
    [InlineData("just a second")]
    [InlineData("two seconds please")]
    [InlineData("I have to go for a while")]
    [InlineData("a hundred thanks", "100 thanks")]
    [InlineData("the second of December", "the 2nd of December")]
    [InlineData("december the twenty first", "december the 21st")]
    [InlineData("twelve pounds fifty", "£12.50")]
    [InlineData("twenty euros", "€20")]
    [InlineData("two pounds and five pence", "£2.05")]
    [InlineData("a twenty eighteen car", "a 2018 car")]
    [InlineData("nineteen ninety-nine", "1999")]
    [InlineData("forty two thousand miles", "42000 miles")]
    [InlineData("call oh seven seven double oh nine hundred one two three", "call 07700900123")]
    [InlineData("I want one")]
    public void Free_speech(string said, string? heard = null) => Hears(said, Expectation.Free, heard ?? said);

    private static void Hears(string said, Expectation expects, string heard)
    {
        Heard.Of(said, "en", expects).ShouldBe(heard);
        Heard.Of(said.Replace(' ', '\u00A0'), "en", expects).Replace('\u00A0', ' ').ShouldBe(heard);
    }
}
