using Gateway.Brain.Shop.Catalogue.Import;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class FaqReaderTests
{
    private readonly FileErrors _errors = new("faq.md");

    [Fact]
    public void A_question_is_a_heading_and_its_answer_all_that_follows()
    {
        var items = FaqReader.Read(
            """
            # Questions fréquentes
            Une introduction.

            ## Livrez-vous **partout** ?
            Oui, en France.

            - Métropole : 2 jours
            - Corse : 4 jours

            ### Et à l’étranger ?
            Voir [la page](https://shop.example/world).

            ## Quels moyens de paiement ?
            Carte, *PayPal*.
            """, _errors);

        _errors.All.ShouldBeEmpty();
        items.ShouldBe(
        [
            new FaqItem(
                "Livrez-vous partout ?",
                "Oui, en France.\n• Métropole : 2 jours\n• Corse : 4 jours\nEt à l’étranger ?\nVoir la page (https://shop.example/world).",
                4),
            new FaqItem("Quels moyens de paiement ?", "Carte, PayPal.", 13),
        ]);
    }

    [Fact]
    public void Sections_above_the_questions_are_not_questions()
    {
        var items = FaqReader.Read(
            "# FAQ\n## Livraison\n### Où ?\nIci.\n### Quand ?\nDemain.\n## Retours\n### Comment ?\nPar la poste.\n",
            _errors);
        _errors.All.ShouldBeEmpty();
        items.Select(item => $"{item.Question} {item.Answer}")
            .ShouldBe(["Où ? Ici.", "Quand ? Demain.", "Comment ? Par la poste."]);
    }

    [Fact]
    public void Lines_with_a_question_mark_below_a_heading_are_ways_of_asking()
    {
        var items = FaqReader.Read(
            """
            ## Quels sont les délais ?
            - ? ça met combien de temps
            * ?je le reçois quand

            Deux jours.

            - ? ceci est de la réponse

            Et demain ?
            -----------
            - ? c’est pour demain
            Oui.
            """, _errors);

        _errors.All.ShouldBeEmpty();
        items.Select(item => string.Join('/', item.Ways))
            .ShouldBe(["ça met combien de temps/je le reçois quand", "c’est pour demain"]);
        items[0].Answer.ShouldBe("Deux jours.\n• ? ceci est de la réponse");
        items[1].Answer.ShouldBe("Oui.");
    }

    [Theory]
    [InlineData("## A ?\n- ?\nOui.\n## B ?\nNon.", 2, "empty")]
    [InlineData("# FAQ\n- ? tout\n## A ?\nOui.\n## B ?\nNon.", 2, "below no question")]
    public void A_way_of_asking_that_cannot_be_taken_in_stops_nothing_else(string markdown, int line, string reason)
    {
        FaqReader.Read(markdown, _errors).Count.ShouldBe(2);
        _errors.All.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.Row.ShouldBe(line),
            error => error.Reason.ShouldContain(reason));
    }

    [Theory]
    [InlineData("Pas de titre.", null, "no heading")]
    [InlineData("", null, "no heading")]
    [InlineData("## A ?\nOui.\n## B ?\n## C ?\nNon.", 3, "no answer")]
    [InlineData("## A ?\nOui.\n## a ?\nNon.", 3, "before, at line 1")]
    [InlineData("## A ?\nOui.\n##\nNon.", 3, "is empty")]
    public void What_is_no_question_with_an_answer_is_an_error(string markdown, int? line, string reason)
    {
        FaqReader.Read(markdown, _errors);
        _errors.All.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.Row.ShouldBe(line),
            error => error.Reason.ShouldContain(reason));
    }

    [Fact]
    public void Markup_and_scripts_do_not_reach_the_visitor() =>
        FaqReader.Read("## A ?\nOui <b>bien</b> sûr<script>alert(1)</script> &amp; vite.\n", _errors)
            .ShouldHaveSingleItem().Answer.ShouldBe("Oui bien sûr & vite.");
}
