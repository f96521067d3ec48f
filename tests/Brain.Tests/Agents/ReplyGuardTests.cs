using System.Diagnostics.Metrics;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Shop;
using Gateway.Brain.Turns;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Agents;

public sealed class ReplyGuardTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly StreamedText _stream = new();
    private readonly ReplyGuard _guard;
    private int _replaced;

    public ReplyGuardTests()
    {
        var turn = new Conversation(null!, TestBrain.DemoWorkspace, "fr", new ManualClock()).Next("Bonjour", null);
        _guard = new ReplyGuard(
            new TurnContext(turn, TestBrain.DemoWorkspace, "fr"), ShopClaims.Rules, _stream,
            new ReplyMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger.Instance);
        _guard.Learn(JsonSerializer.SerializeToElement(new
        {
            price = new { amount = 49.90m, currency = "EUR" },
            stock = 12,
            prospect = 4711,
            at = "2026-12-03T14:30:00+01:00",
            until = "2026-12-24",
            call = "01 00 00 00 00",
            hours = "lundi à vendredi 9 h–18 h 30",
            answer = "Offerte dès 60 € d’achat, livrée en 2 à 4 jours. Nous répondons sous 2 h.",
            description = "100 % coton. Vaut 300 €.",
            products = new[]
            {
                new { title = "Lampe Scribe", price = new { amount = 69.90m }, stock = 5 },
                new { title = "Bouilloire Brume", price = new { amount = 39.90m }, stock = 7 },
            },
        }));
    }

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("La lampe coûte 49,90 €.")]
    [InlineData("The lamp is €49.90.")]
    [InlineData("Il en reste 12 en stock.")]
    [InlineData("There are 12 left in stock.")]
    [InlineData("La livraison est offerte dès 60 €.")]
    [InlineData("C’est du 100 % coton.")]
    [InlineData("Livré en 2 à 4 jours au 12 rue des Lilas, 75011 Paris.")]
    [InlineData("Appelez le 01 00 00 00 00.")]
    [InlineData("Elle contient 1,7 L et pèse 2 kg.")]
    [InlineData("Votre commande n° 4711 est enregistrée.")]
    [InlineData("Your order number 4711 is noted.")]
    [InlineData("Rendez-vous le 3 décembre à 14 h 30.")]
    [InlineData("See you on December 3rd, 2026 at 2:30 pm.")]
    [InlineData("Nous ouvrons à 9h et fermons à 18h30.")]
    [InlineData("Offre valable jusqu’au 24/12/2026.")]
    [InlineData("Nous répondons en 2 h, 7 jours sur 7, 24/7.")]
    [InlineData("Livré sous 48 h.")]
    [InlineData("Delivered within two to four days.")]
    [InlineData("La lampe Scribe est à 69,90 €, la bouilloire Brume à 39,90 €.")]
    [InlineData("Comptez 39,90 € pour la Brume, il en reste 7 en stock.")]
    [InlineData("La Scribe revient à 49,90 € ?")]
    public void What_stands_in_the_facts_may_be_said(string text)
    {
        Say(text);

        _guard.Text.ShouldBe(text);
        _stream.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("La lampe coûte 1 €.")]
    [InlineData("La lampe Scribe est à 39,90 €.")]
    [InlineData("La bouilloire Brume coûte 39,90 € et la lampe Scribe 39,90 €.")]
    [InlineData("Il reste 7 lampes Scribe en stock.")]
    [InlineData("Elle vaut 300 €.")]
    [InlineData("La lampe coûte trois euros.")]
    [InlineData("Je vous fais vingt pour cent.")]
    [InlineData("Livré en trois heures.")]
    [InlineData("Delivered in 30 minutes.")]
    [InlineData("La lampe coûte 49 euros.")]
    [InlineData("The lamp is only €4.99.")]
    [InlineData("The lamp is 12 dollars.")]
    [InlineData("It is $12.")]
    [InlineData("Il en reste 3 en stock.")]
    [InlineData("Only 3 left!")]
    [InlineData("Nous en avons 40 exemplaires disponibles.")]
    [InlineData("Je vous fais 20 % de remise.")]
    [InlineData("I give you 50% off.")]
    [InlineData("Cela fait 1 049,90 €.")]
    [InlineData("EUR 5 seulement.")]
    [InlineData("Votre commande n° 4712 est enregistrée.")]
    [InlineData("Your order #5000 is on its way.")]
    [InlineData("Le numéro de commande est 99.")]
    [InlineData("Il arrivera le 4 décembre.")]
    [InlineData("It arrives on December 24, 2027.")]
    [InlineData("Rendez-vous le 24 décembre à 14 h 30.")]
    [InlineData("Come at 3 pm.")]
    [InlineData("Nous ouvrons à 8 h 15.")]
    [InlineData("Passez le 05/12 !")]
    public void Other_figures_are_never_said(string text)
    {
        Say(text);

        _guard.Text.ShouldNotBe(text);
        _guard.Text.ShouldContain("pas vérifié");
        _stream.ToString().ShouldNotContain(text);
        _stream.ToString().ShouldBe(_guard.Text);
    }

    [Fact]
    public void Only_the_sentence_with_the_lie_is_replaced()
    {
        Say("Très bon choix ! La lampe coûte 5 €. Elle coûte aussi 6 €. Souhaitez-vous la commander ?");

        _guard.Text.ShouldStartWith("Très bon choix !");
        _guard.Text.ShouldEndWith("Souhaitez-vous la commander ?");
        _guard.Text.ShouldNotContain("5 €");
        _guard.Text.ShouldNotContain("6 €");
        _guard.Text.Split("pas vérifié").Length.ShouldBe(2);
    }

    [Fact]
    public void A_sentence_is_shown_whole()
    {
        _guard.Write("Très bon choix ! La lampe coûte ");
        _stream.ToString().ShouldBe("Très bon choix !");

        _guard.Write("49,90 € seulement. Elle");
        _stream.ToString().ShouldBe("Très bon choix ! La lampe coûte 49,90 € seulement.");
    }

    [Fact]
    public void What_code_has_put_together_is_held_back_from_its_first_figure_on()
    {
        _guard.IsWordedByCode = true;
        _guard.Write("Très bon choix ! La lampe coûte ");
        _stream.ToString().ShouldBe("Très bon choix ! La lampe coûte ");

        _guard.Write("49,90");
        _stream.ToString().ShouldBe("Très bon choix ! La lampe coûte ");

        _guard.Write(" € seulement. Elle");
        _stream.ToString().ShouldBe("Très bon choix ! La lampe coûte 49,90 € seulement. Elle");
    }

    [Fact]
    public void A_lie_cut_into_pieces_is_still_a_lie()
    {
        foreach (var letter in "La lampe coûte 4,99 €. Voilà.")
            _guard.Write(letter.ToString());
        _guard.EndParagraph();

        _stream.ToString().ShouldNotContain("4,99");
        _guard.Text.ShouldEndWith("Voilà.");
    }

    [Fact]
    public void Each_replaced_sentence_is_counted()
    {
        // Guards of other tests publish theirs while this one ends.
        var meters = _services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "gateway.brain.replies.sentences_replaced"
                && ReferenceEquals(instrument.Meter.Scope, meters))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => _replaced += (int)count);
        listener.Start();

        Say("Elle coûte 5 €. Il en reste 99 en stock.");

        _replaced.ShouldBe(2);
    }

    [Fact]
    public void What_code_has_worded_is_said_as_it_is_in_a_paragraph_of_its_own()
    {
        _guard.Say("Bonjour !");
        Say("Voici.");
        _guard.Say("Total : 999,00 €");

        _guard.Text.ShouldBe("Bonjour !\n\nVoici.\n\nTotal : 999,00 €");
        _stream.ToString().ShouldBe(_guard.Text);
    }

    private void Say(string text)
    {
        foreach (var word in text.Split(' ').Select((word, index) => index == 0 ? word : $" {word}"))
            _guard.Write(word);
        _guard.EndParagraph();
    }
}
