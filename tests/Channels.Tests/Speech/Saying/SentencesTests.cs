using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Speech.Saying;
using Gateway.Channels.Tests.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Saying;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Bonjour ! Que puis-je pour vous ?", "Bonjour ! |Que puis-je pour vous ?")]
    [InlineData("Oui, bien sûr, nous avons ça. À demain.", "Oui, bien sûr, |nous avons ça. |À demain.")]
    [InlineData("Oui, voilà.", "Oui, voilà.")]
    [InlineData("Voici nos trois horaires : 8h, 9h. Lequel ?", "Voici nos trois horaires : |8h, 9h. |Lequel ?")]
    [InlineData("Je regarde ça – un instant.", "Je regarde ça – |un instant.")]
    [InlineData("C'est 79,90 € en tout. Ça va ?", "C'est 79,90 € en tout. |Ça va ?")]
    [InlineData("Il reste 3,5 places environ", "Il reste 3,5 places environ")]
    [InlineData("Demandez M. Martin ou Mme. Durand. Merci.", "Demandez M. Martin ou Mme. Durand. |Merci.")]
    [InlineData("Le Dr. Petit arrive à 14:05. Bien.", "Le Dr. Petit arrive à 14:05. |Bien.")]
    [InlineData("Le ven. 4 déc. à 9h. Oui ?", "Le ven. 4 déc. à 9h. |Oui ?")]
    [InlineData("Pneus, freins, etc. Tout va bien.", "Pneus, freins, etc. |Tout va bien.")]
    [InlineData("Écrivez à jean.dupont@example.fr. Merci.", "Écrivez à jean.dupont@example.fr. |Merci.")]
    [InlineData("Voir http://example.test/a,b. Bien.", "Voir http://example.test/a,b. |Bien.")]
    [InlineData("Il a dit « Bonjour. Entrez. » et rien. Non.", "Il a dit « Bonjour. Entrez. » et rien. |Non.")]
    [InlineData("C'est **très bien. Vraiment** oui. Fin.", "C'est **très bien. Vraiment** oui. |Fin.")]
    [InlineData("**Parfait !** À demain.", "**Parfait !** |À demain.")]
    [InlineData("Prenez [la page. Ici](https://example.test/a.b) vite. Fin.", "Prenez [la page. Ici](https://example.test/a.b) vite. |Fin.")]
    [InlineData("1. Freins\n2. Pneus\n", "1. Freins\n|2. Pneus\n")]
    [InlineData("# Titre\n\nVoilà. Bon.", "# Titre\n|\nVoilà. |Bon.")]
    [InlineData("Attendez... Je cherche. Voilà.", "Attendez... |Je cherche. |Voilà.")]
    [InlineData("Nous ouvrons (lundi, mardi, jeudi. Sauf mai) à huit heures. Oui.", "Nous ouvrons (lundi, mardi, jeudi. Sauf mai) à huit heures. |Oui.")]
    [InlineData("At 9 a.m. we open the doors. Good.", "At 9 a.m. we open the doors. |Good.")]
    [InlineData("For tyres, e.g. winter ones, it is £50. Fine.", "For tyres, e.g. winter ones, |it is £50. |Fine.")]
    [InlineData("Il en reste 3. Lesquels ?", "Il en reste 3. |Lesquels ?")]
    public void A_reply_is_cut_where_one_takes_breath(string reply, string pieces)
    {
        // Whole, and letter by letter, in which nothing may be cut too early.
        Pieces(reply, reply.Length).ShouldBe(pieces.Split('|'));
        Trimmed(Pieces(reply, 1)).ShouldBe(Trimmed(pieces.Split('|')));
        Trimmed(Pieces(reply, 3)).ShouldBe(Trimmed(pieces.Split('|')));
    }

    [Fact]
    public void The_first_clause_is_given_out_with_its_last_letter()
    {
        var sentences = new Sentences();

        sentences.Add("Oui, nous avons").ShouldBeEmpty();
        sentences.Add(" de la place,").ShouldHaveSingleItem().Text.ShouldBe("Oui, nous avons de la place,");
        sentences.Add(" demain matin, à neuf heures").ShouldBeEmpty();
        sentences.Add(" !").ShouldHaveSingleItem().Text.ShouldBe(" demain matin, à neuf heures !");
        sentences.End().ShouldBeEmpty();
    }

    [Fact]
    public void A_mark_that_comes_too_late_is_not_heard()
    {
        var pieces = Pieces("Vraiment ?! Oui.", 1);

        pieces.ShouldBe(["Vraiment ?", "! Oui."]);
        pieces.Select(piece => Said.Of(piece, "fr").Text).ShouldBe(["Vraiment ?", "Oui."]);
    }

    [Fact]
    public void A_sentence_without_end_is_cut_where_it_breathes_and_at_last_anywhere()
    {
        var clauses = "Premier. " + string.Concat(Enumerable.Repeat("et encore un peu de texte qui suit, ", 12));
        Pieces(clauses, 7).Length.ShouldBeGreaterThan(2);
        Pieces(string.Concat(Enumerable.Repeat("mot ", 400)), 11).ShouldAllBe(piece => piece.Length <= 600);
        Pieces("[" + new string('x', 2_000), 50).ShouldAllBe(piece => piece.Length <= 600);
    }

    [Fact]
    public void A_second_reply_begins_at_its_own_beginning()
    {
        var sentences = new Sentences();
        sentences.Add("Un premier texte, assez long. Encore");
        sentences.End();

        sentences.Add("Bonjour ! ").ShouldHaveSingleItem().ShouldBe(new ReplyPiece(0, "Bonjour ! "));
    }

    [Fact]
    public void All_pieces_are_the_reply_however_it_comes() =>
        Prop.ForAll(
            OddText.Any.Two().ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(),
            (texts, step) =>
            {
                var reply = texts.Item1 + " Voilà, c'est fait. " + texts.Item2;
                string.Concat(Pieces(reply, step)).ShouldBe(reply);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_261_201, 9));

    private static string[] Trimmed(IEnumerable<string> pieces) =>
        [.. pieces.Select(piece => piece.Trim()).Where(piece => piece.Length > 0)];

    private static string[] Pieces(string reply, int step)
    {
        var sentences = new Sentences();
        List<ReplyPiece> pieces =
        [
            .. Enumerable.Range(0, (reply.Length + step - 1) / step).SelectMany(
                at => sentences.Add(reply.Substring(at * step, Math.Min(step, reply.Length - (at * step))))),
            .. sentences.End(),
        ];
        var end = 0;
        foreach (var piece in pieces)
        {
            piece.Start.ShouldBe(end);
            end = piece.End;
        }

        return [.. pieces.Select(piece => piece.Text)];
    }
}
