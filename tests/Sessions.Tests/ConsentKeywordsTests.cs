using FsCheck;
using FsCheck.Fluent;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class ConsentKeywordsTests
{
    private static readonly string[] Delivered = [ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram];

    private static readonly string[] Everywhere =
    [
        "STOP", "STOPALL", "UNSUBSCRIBE", "QUIT", "REVOKE", "OPTOUT", "OPT OUT", "REMOVE", "ARRET", "ARRETE", "ARRETER",
        "DESABONNER", "DESABONNEMENT",
        "DESINSCRIRE", "DESINSCRIPTION", "PLUS DE MESSAGES",
    ];

    [Theory]
    [InlineData("stop", ConsentKeyword.Stop)]
    [InlineData(" Stop ! ", ConsentKeyword.Stop)]
    [InlineData("« STOP »", ConsentKeyword.Stop)]
    [InlineData("s.t.o.p.", ConsentKeyword.Stop)]
    [InlineData("STOP 🙏", ConsentKeyword.Stop)]
    [InlineData("ＳＴＯＰ", ConsentKeyword.Stop)]
    [InlineData("Arrêt", ConsentKeyword.Stop)]
    [InlineData("arre\u0302ter", ConsentKeyword.Stop)]
    [InlineData("Désabonner", ConsentKeyword.Stop)]
    [InlineData("opt-out", ConsentKeyword.Stop)]
    [InlineData("Opt  out", ConsentKeyword.Stop)]
    [InlineData("plus de\nmessages", ConsentKeyword.Stop)]
    [InlineData("Reprendre", ConsentKeyword.Start)]
    [InlineData("unstop", ConsentKeyword.Start)]
    [InlineData("start", ConsentKeyword.Start)]
    [InlineData("Aide ?", ConsentKeyword.Help)]
    [InlineData("help", ConsentKeyword.Help)]
    [InlineData("info", ConsentKeyword.Help)]
    public void A_word_about_consent_counts_on_every_channel_that_is_delivered(string text, ConsentKeyword keyword)
    {
        foreach (var channel in Delivered)
            ConsentKeywords.Find(text, TestChannels.Hearing(channel)).ShouldBe(keyword, channel);
        ConsentKeywords.Find(text, TestChannels.Hearing(ChannelKind.Web)).ShouldBeNull();
        ConsentKeywords.Find(text, TestChannels.Hearing(ChannelKind.Voice)).ShouldBeNull();
    }

    [Theory]
    [InlineData("oui")]
    [InlineData("Yes")]
    [InlineData("no")]
    [InlineData("non")]
    [InlineData("stop it, I want the blue one")]
    [InlineData("stopper")]
    [InlineData("don't stop")]
    [InlineData("annuler")]
    [InlineData("")]
    [InlineData("  ...  ")]
    [InlineData("2")]
    [InlineData("\ud83d")]
    [InlineData("stop\udc00x")]
    public void Anything_else_is_not_about_consent(string text)
    {
        foreach (var channel in Delivered)
            ConsentKeywords.Find(text, TestChannels.Hearing(channel)).ShouldBeNull(channel);
    }

    [Theory]
    [InlineData("CANCEL")]
    [InlineData("End.")]
    public void Cancel_and_end_stop_everything_only_where_twilio_blocks_the_sender_for_them(string text)
    {
        ConsentKeywords.Find(text, TestChannels.Hearing(ChannelKind.Sms)).ShouldBe(ConsentKeyword.Stop);
        ConsentKeywords.IsAmbiguous(text, TestChannels.Hearing(ChannelKind.Sms)).ShouldBeFalse();
        ConsentKeywords.IsAmbiguous(text, TestChannels.Hearing(ChannelKind.Web)).ShouldBeFalse();
        foreach (var channel in new[] { ChannelKind.WhatsApp, ChannelKind.Telegram })
        {
            ConsentKeywords.Find(text, TestChannels.Hearing(channel)).ShouldBeNull();
            ConsentKeywords.IsAmbiguous(text, TestChannels.Hearing(channel)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("/stop", ConsentKeyword.Stop)]
    [InlineData("/stop@demo_shop_bot", ConsentKeyword.Stop)]
    [InlineData("/help", ConsentKeyword.Help)]
    [InlineData("/start", null)]
    [InlineData("/start@demo_shop_bot", null)]
    [InlineData("/start 0f3a", null)]
    public void A_bots_commands_count_but_for_the_one_that_opens_every_conversation(
        string text, ConsentKeyword? keyword) =>
        ConsentKeywords.Find(text, TestChannels.Hearing(ChannelKind.Telegram)).ShouldBe(keyword);

    [Theory]
    [InlineData("stop", true)]
    [InlineData("Cancel", true)]
    [InlineData("END", true)]
    [InlineData("Arrêt", true)]
    [InlineData("Annuler", false)]
    [InlineData("Yes", false)]
    [InlineData("Cancel the order", false)]
    public void Words_that_twilio_blocks_are_known(string word, bool blocks) =>
        ConsentKeywords.IsStopWordOfTwilio(word).ShouldBe(blocks);

    [Fact]
    public void Every_word_that_twilio_blocks_counts_on_sms()
    {
        foreach (var word in new[] { "STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL",
            "ARRET", "ARRETE", "ARRETT" })
        {
            ConsentKeywords.IsStopWordOfTwilio(word).ShouldBeTrue(word);
            ConsentKeywords.Find(word, TestChannels.Hearing(ChannelKind.Sms)).ShouldBe(ConsentKeyword.Stop, word);
        }
    }

    [Fact]
    public void Case_and_punctuation_around_a_word_make_no_difference()
    {
        var mark = Gen.Elements(' ', '\n', '.', '!', '?', '…', '«', '"', '\'', '-', '(', '*', '\u00a0', '\u200b');
        var marks = mark.ListOf().Select(list => string.Concat(list.Take(8)));
        var cases =
            from word in Gen.Elements(Everywhere)
            from channel in Gen.Elements(Delivered)
            from before in marks
            from after in marks
            from upper in Gen.Elements(true, false).ListOf(word.Length)
            select (channel,
                Text: before
                + string.Concat(word.Zip(upper, (letter, isUpper) => isUpper ? letter : char.ToLowerInvariant(letter)))
                + after);
        Prop.ForAll(
            cases.ToArbitrary(),
            one => ConsentKeywords.Find(one.Text, TestChannels.Hearing(one.channel)) == ConsentKeyword.Stop)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void A_word_beside_what_is_about_something_else_stops_nothing_unasked()
    {
        var cases =
            from word in Gen.Elements(Everywhere)
            from channel in Gen.Elements(Delivered)
            from other in Gen.Elements("la lampe", "2", "where is my parcel", "x", "l'heure du bus")
            from first in Gen.Elements(true, false)
            select (channel, Text: first ? $"{other} {word}" : $"{word} {other}");
        Prop.ForAll(
            cases.ToArbitrary(), one => ConsentKeywords.Find(one.Text, TestChannels.Hearing(one.channel)) is null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void Politeness_around_a_word_makes_no_difference()
    {
        var cases =
            from word in Gen.Elements(Everywhere.Except(["REMOVE"]))
            from channel in Gen.Elements(Delivered)
            from polite in Gen.Elements("merci", "please", "svp", "thank you", "s'il vous plaît", "thanks", "bonjour")
            from first in Gen.Elements(true, false)
            select (channel, Text: first ? $"{polite} {word}" : $"{word}, {polite}");
        Prop.ForAll(
            cases.ToArbitrary(),
            one => (ConsentKeywords.Find(one.Text, TestChannels.Hearing(one.channel))
            ?? ConsentKeywords.FindUnclear(one.Text, TestChannels.Hearing(one.channel))) == ConsentKeyword.Stop)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void No_text_from_outside_makes_it_fail()
    {
        var letters = Gen.Choose(0, 0xffff).Select(code => (char)code).ListOf().Select(list => string.Concat(list));
        Prop.ForAll(letters.ToArbitrary(), text =>
        {
            _ = ConsentKeywords.Find(text, TestChannels.Hearing(ChannelKind.Telegram));
            return ConsentKeywords.Find(text + "\0", TestChannels.Hearing(ChannelKind.Sms)) == ConsentKeywords.Find(
                text, TestChannels.Hearing(ChannelKind.Sms));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }
}
