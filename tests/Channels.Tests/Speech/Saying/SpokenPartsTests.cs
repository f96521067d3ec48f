using Gateway.Channels.Speech.Saying;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Saying;

public sealed class SpokenPartsTests
{
    private static readonly QuickRepliesPart Replies = new([new("Oui"), new("Non"), new("Un conseiller")]);

    [Fact]
    public void Choices_are_offered_as_words()
    {
        SpokenParts.Of([Replies], "fr").ShouldBe("Vous pouvez dire Oui, Non ou Un conseiller.");
        SpokenParts.Of([Replies], "en").ShouldBe("You can say Oui, Non or Un conseiller.");
    }

    [Fact]
    public void Choices_have_their_keys_where_keys_are_the_way() =>
        SpokenParts.Of([Replies], "fr", byKeys: true)
            .ShouldBe("Pour Oui, tapez un. Pour Non, tapez deux. Pour Un conseiller, tapez trois.");

    [Fact]
    public void Keys_go_on_over_several_parts_and_end_at_nine()
    {
        var many = new QuickRepliesPart([.. Enumerable.Range(0, 10).Select(_ => new QuickReply("Choix"))]);

        var said = SpokenParts.Of([Replies, many], "en", byKeys: true);

        said.ShouldContain("For Choix, press four.");
        said.ShouldEndWith("press nine.");
    }

    [Fact]
    public void More_choices_than_one_can_keep_in_mind_are_hinted_at() =>
        SpokenParts.Of([new QuickRepliesPart([new("A"), new("B"), new("C"), new("D"), new("E")])], "fr")
            .ShouldBe("Vous pouvez dire A, B, C, D ou autre chose.");

    [Fact]
    public void Slots_are_days_and_times_and_a_day_is_named_once()
    {
        var slots = new SlotsPart([Slot(4, 9, 0), Slot(4, 9, 30), Slot(5, 14, 0)]);

        SpokenParts.Of([slots], "fr").ShouldBe(
            "Je peux vous proposer vendredi quatre décembre à neuf heures, neuf heures trente ou samedi cinq décembre à quatorze heures.");
        SpokenParts.Of([slots], "en").ShouldBe(
            "I can offer you Friday the fourth of December at nine o'clock, nine thirty or Saturday the fifth of December at fourteen hundred.");
        SpokenParts.Of([new SlotsPart([Slot(4, 9, 0)])], "fr", byKeys: true)
            .ShouldBe("Pour vendredi quatre décembre à neuf heures, tapez un.");
    }

    [Fact]
    public void A_card_is_its_name_its_price_and_its_line()
    {
        var card = new CardPart(
            "Contrôle technique", "Durée : 45 min", null, new Money(79.90m, "EUR"),
            [new CardAction("Réserver", "book")]);

        SpokenParts.Of([card], "fr").ShouldBe(
            "Contrôle technique, soixante-dix-neuf euros quatre-vingt-dix. Durée : quarante-cinq minutes. Vous pouvez dire Réserver.");
    }

    [Fact]
    public void A_number_is_said_and_a_web_address_is_not()
    {
        SpokenParts.Of([new LinkPart("Le centre", "tel:+33639980123")], "fr").ShouldBe(
            "Le centre : plus trente-trois, six, trente-neuf, quatre-vingt-dix-huit, zéro un, vingt-trois.");
        SpokenParts.Of([new LinkPart("Mail", "mailto:a.b@example.fr")], "fr")
            .ShouldBe("Mail : a point b, arobase, example point f r.");
        SpokenParts.Of([new LinkPart("Site", "https://example.test")], "fr").ShouldBe("");
    }

    [Fact]
    public void A_form_asks_for_what_must_be_told_and_names_the_rest()
    {
        var form = new FormPart(
            "f", "OK",
            [
                new("name", "nom", "text", true), new("tel", "téléphone", "tel", true),
                new("m", "e-mail", "email", false),
            ]);

        SpokenParts.Of([form], "fr").ShouldBe("Dites-moi : nom et téléphone, et si vous voulez e-mail.");
        SpokenParts.Of([new FormPart("f", "OK", [])], "en").ShouldBe("");
    }

    [Fact]
    public void Nothing_is_said_of_nothing() => SpokenParts.Of([], "fr").ShouldBe("");

    private static SlotChoice Slot(int day, int hour, int minute)
    {
        var start = new DateTimeOffset(2026, 12, day, hour, minute, 0, TimeSpan.FromHours(1));
        return new SlotChoice("x", start, start.AddMinutes(30), "p");
    }
}
