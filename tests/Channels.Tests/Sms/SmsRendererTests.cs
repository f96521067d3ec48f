using System.Globalization;
using Gateway.Channels.Sms;
using Gateway.Channels.Texts;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Workspaces;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Sms;

public sealed class SmsRendererTests
{
    [Fact]
    public void Markdown_is_plain_words() =>
        Single(
            "# Vos options\n\n- **Lampe** à [49 €](https://shop.example.test/l)\n- _Applique_ `ref`\n\n---\n\n> cité\n\n```\ncode\n```")
            .ShouldBe("Vos options\n\n- Lampe à 49 € (https://shop.example.test/l)\n- Applique ref\n\ncité\n\ncode");

    [Fact]
    public void How_the_team_is_reached_is_said_once()
    {
        Part[] parts = [new LinkPart("01 23 45 67 89", "tel:+33123456789"),
            new LinkPart("a@shop.example.test", "mailto:a@shop.example.test")];

        Single("Par téléphone au 01 23 45 67 89 ou par e-mail à a@shop.example.test.", parts)
            .ShouldBe("Par téléphone au 01 23 45 67 89 ou par e-mail à a@shop.example.test.");
        Single("Au 01 23 45 67 890, écrire à aa@shop.example.test", parts)
            .ShouldEndWith("\n\n01 23 45 67 89\n\na@shop.example.test");
    }

    [Fact]
    public void What_an_operator_writes_is_no_Markdown() =>
        Single("Boîte 30*40 : *neuve*, # 2, mot_de_passe", role: EntryRole.Operator)
            .ShouldBe("Boîte 30*40 : *neuve*, # 2, mot_de_passe");

    [Fact]
    public void Cards_slots_links_and_forms_are_lines_and_choices_are_numbered_through()
    {
        Part[] parts =
        [
            new CardPart(
                "Lampe Aube", "En laiton", "https://shop.example.test/a.jpg", new Money(49.9m, "EUR"),
                [new("Choisir", "p:1"), new("Voir", Url: "https://shop.example.test/a")]),
            new CardPart("Lampe Soir", null, null, new Money(1290m, "USD"), [new("Choisir", "p:2")]),
            new SlotsPart([new("lundi 9 h", default, default, "s:1")]),
            new LinkPart("Conditions", "https://shop.example.test/cgv"),
            new LinkPart("+33 1 23 45 67 89", "tel:+33123456789"),
            new FormPart(
                "contact", "Envoyer", [new("name", "Nom", "text", true), new("phone", "Téléphone", "tel", false)]),
            new QuickRepliesPart([new("Autre chose")]),
        ];

        Single("Voici :", parts).ShouldBe(
            """
            Voici :

            Lampe Aube - 49,90 €
            En laiton
            1. Choisir
            Voir : https://shop.example.test/a

            Lampe Soir - 1 290,00 $
            2. Choisir

            3. lundi 9 h

            Conditions : https://shop.example.test/cgv

            +33 1 23 45 67 89

            Répondez en un message, une ligne par point :
            - Nom
            - Téléphone (facultatif)

            4. Autre chose

            Répondez avec le numéro de votre choix.
            """);
        Single("Here:", parts, "en").ShouldContain("Lampe Aube - €49.90\n");
        Single("Here:", parts, "en").ShouldEndWith("\n\nReply with the number of your choice.");
    }

    [Fact]
    public void Numbers_are_those_by_which_the_answer_is_understood()
    {
        Part[] parts =
        [
            new CardPart("A", null, null, null, [new("Voir", Url: "https://shop.example.test"), new("Prendre", "p:a")]),
            new CardPart("B", null, null, null, [new("Prendre", "p:b"), new("Comparer", "c:b")]),
            new QuickRepliesPart([new("Non")]),
        ];

        var lines = Single("?", parts).Split('\n');

        var choices = Choices.Of(parts);
        lines.Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]))
            .Select(line => (line, choices[int.Parse(line.Split('.')[0], CultureInfo.InvariantCulture) - 1].Payload))
            .ShouldBe([("1. Prendre", "p:a"), ("2. Prendre", "p:b"), ("3. Comparer", "c:b"), ("4. Non", null)]);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void No_one_is_asked_to_answer_with_a_word_that_Twilio_blocks_them_for(string locale)
    {
        foreach (var words in EntryWords.All(locale))
        {
            foreach (var word in words.Split(' ', '.', ',', ':', '(', ')').Append(words))
                ConsentKeywords.IsStopWordOfTwilio(word).ShouldBeFalse($"{word} in \"{words}\"");
        }

        foreach (var title in new[] { "Cancel", "STOP", "End", "Quit", "Arrêt" })
        {
            var text = Single("Your order?", [new QuickRepliesPart([new("Confirm"), new(title)])], locale);
            text.ShouldEndWith(
                locale == "fr"
                ? "Répondez avec le numéro seul, sans le mot."
                : "Reply with the number alone, without the word.");
        }
    }

    [Fact]
    public void Accents_are_folded_only_where_the_workspace_allows_it_and_it_saves_something()
    {
        const string dear =
            "La forêt est à 20 min de l'hôtel, ça se visite à pied ou à vélo ; le sentier est balisé jusqu'au château.";

        Single(dear).ShouldBe(dear);
        Single(dear, mayFold: true)
            .ShouldBe(
                "La foret est à 20 min de l'hotel, ca se visite à pied ou à vélo ; le sentier est balisé jusqu'au chateau.");
        Single("La forêt", mayFold: true).ShouldBe("La forêt");
        Single("La forêt 🙂 " + dear, mayFold: true).ShouldContain("forêt");
    }

    [Fact]
    public void A_long_text_is_cut_at_sentences_and_numbered()
    {
        var text = string.Join(
            ' ', Enumerable.Range(1, 60).Select(i => $"Ceci est la phrase {i} d'une longue explication."));

        var parts = Texts(text);

        parts.Count.ShouldBe(2);
        parts[0].ShouldStartWith("(1/2) Ceci est la phrase 1 ");
        parts[0].ShouldEndWith("explication.");
        parts[1].ShouldStartWith("(2/2) Ceci est la phrase ");
        parts.ShouldAllBe(part => part.Length <= 1_600);
        Texts(new string('a', 1_600)).ShouldHaveSingleItem().ShouldNotStartWith("(");
    }

    [Fact]
    public void What_holds_nothing_to_say_is_refused()
    {
        SmsRenderer.Render(Context("\u200B \n", [], "fr", false)).Refusal.ShouldNotBeNull().Code.ShouldBe("empty");
    }

    private static string Single(
        string text, IReadOnlyList<Part>? parts = null, string locale = "fr", bool mayFold = false,
        EntryRole role = EntryRole.Agent) =>
        Texts(text, parts, locale, mayFold, role).ShouldHaveSingleItem();

    private static List<string> Texts(
        string text, IReadOnlyList<Part>? parts = null, string locale = "fr", bool mayFold = false,
        EntryRole role = EntryRole.Agent) =>
        [.. SmsRenderer.Render(Context(text, parts ?? [], locale, mayFold, role)).Messages.Select(
            wire => TwilioSender.FromWire(wire).Body!)];

    private static OutboundContext Context(
        string text, IReadOnlyList<Part> parts, string locale, bool mayFold, EntryRole role = EntryRole.Agent)
    {
        var id = SessionId.Parse("01j00000000" + "0".PadLeft(27, '0'));
        var now = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
        var channel = new WorkspaceChannel
        {
            Kind = ChannelKind.Sms,
            Line = "+33900000002",
            Settings = new SmsSettings { FoldAccents = mayFold }
        };
        var workspace = new Workspace { Id = "shop", Name = "Lampes", Solution = "shop", Channels = [channel] };
        var session = new Session(
            id, "shop", ChannelKind.Sms, "+33600000001", null, locale, SessionStatus.Open, 2, now, now);
        var entry = new Entry { Seq = 2, Role = role, Text = text, Parts = parts, At = now };
        return new OutboundContext(new OutboundEntry(new DeliveryId(id, 2), session, entry, now), workspace, channel);
    }
}
