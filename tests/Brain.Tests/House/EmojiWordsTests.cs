using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Tests.House;

public sealed class EmojiWordsTests
{
    [Theory]
    [InlineData("fr", "un 🎁 pour ma mère", "un cadeau pour ma mère")]
    [InlineData("en", "2 🕯️ pls", "2 candle pls")]
    [InlineData("en", "thank you 😊", "thank you 😊")]
    public void Pictures_of_things_become_words_and_moods_stay(string locale, string text, string read) =>
        string.Join(' ', EmojiWords.Spell(text, locale).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ShouldBe(read);
}
