using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.House;

/// <summary>
/// Answers to an order that was read back, of people who knew nothing of the house: a yes, and anything else. The sets
/// stand in <c>Answers/</c>, a line an answer.
/// </summary>
public sealed class AssentTests
{
    private const string ReadBack = """
        2 × Lampe Lueur : 45,90 € = 91,80 €
        Jeanne Morel, 06 39 98 12 12, 4 rue des Lilas 69003 Lyon
        """;

    [Theory]
    [InlineData("other.4.txt", 2)]
    public void What_is_no_plain_yes_is_not_taken_for_one(string file, int most)
    {
        var taken = Answers(file).Where(IsTaken).Select(answer => answer.Text).ToList();

        taken.Count.ShouldBeLessThanOrEqualTo(most, string.Join('\n', taken));
    }

    [Theory]
    [InlineData("yes.4.txt", 62)]
    public void Many_say_yes_in_words_of_their_own(string file, int least)
    {
        var missed = Answers(file).Where(answer => !IsTaken(answer)).Select(answer => answer.Text).ToList();

        (Answers(file).Count - missed.Count).ShouldBeGreaterThanOrEqualTo(least, string.Join('\n', missed));
    }

    [Theory]
    [InlineData("Yes, 3 lamps, confirmed")]
    [InlineData("yes, 1 lamp, all correct")]
    [InlineData("oui, trois lampes, c'est parfait")]
    [InlineData("oui c'est bien ça, 06 39 98 12 13")]
    public void A_figure_that_was_not_read_back_is_agreed_to_by_no_yes(string text) =>
        IsTaken((text.StartsWith('o') ? "fr" : "en", text)).ShouldBeFalse();

    [Theory]
    [InlineData("fr", "oui envoyez à ma mère")]
    [InlineData("fr", "oui au bureau")]
    [InlineData("fr", "oui je passe les prendre")]
    [InlineData("fr", "oui petite svp")]
    [InlineData("fr", "oui noir svp")]
    [InlineData("fr", "oui la semaine prochaine")]
    [InlineData("fr", "oui mon mari doit valider")]
    [InlineData("fr", "Oui sous réserve de l'accord de mon mari")]
    [InlineData("fr", "Oui dès que j'ai touché mon salaire")]
    [InlineData("fr", "Oui, la grande en rouge")]
    [InlineData("fr", "C'est bien cher !")]
    [InlineData("fr", "Super cher !")]
    [InlineData("fr", "Oui envoyez-moi les détails")]
    [InlineData("fr", "Oui, dites-moi tout")]
    [InlineData("fr", "Super, passez-moi le chef")]
    [InlineData("fr", "Ok je passe")]
    [InlineData("fr", "D'accord, à plus tard")]
    [InlineData("en", "yes send it to the office")]
    [InlineData("en", "yes green")]
    [InlineData("en", "Yes, in black")]
    [InlineData("en", "Yes, as long as it gets here by Friday")]
    [InlineData("en", "Yes, pending my boss's approval")]
    [InlineData("en", "Yes, deliver it to my office")]
    [InlineData("en", "Yes, it is very dear")]
    [InlineData("en", "Yeah right")]
    [InlineData("en", "Ok I'll ask my mate")]
    [InlineData("en", "Ok let me look")]
    [InlineData("en", "Okay, talk to you later")]
    [InlineData("en", "Yes send me the details")]
    [InlineData("en", "Ok I'm done")]
    public void A_yes_with_a_wish_or_a_doubt_behind_it_is_none(string locale, string text) =>
        IsTaken((locale, text)).ShouldBeFalse();

    [Theory]
    [InlineData("fr", "oui")]
    [InlineData("fr", "oui annulez-la")]
    [InlineData("fr", "oui je veux annuler")]
    [InlineData("fr", "annulez")]
    [InlineData("fr", "oui s'il vous plaît")]
    [InlineData("fr", "je confirme l'annulation")]
    [InlineData("en", "yes cancel it please")]
    [InlineData("en", "yes I want to cancel it")]
    [InlineData("en", "yes please")]
    public void Who_agrees_to_a_withdrawal_is_heard(string locale, string text) =>
        AgreesToWithdraw(locale, text).ShouldBeTrue();

    [Theory]
    [InlineData("fr", "je confirme ma commande")]
    [InlineData("fr", "oui validez la commande")]
    [InlineData("fr", "oui envoyez")]
    [InlineData("fr", "laissez tomber")]
    [InlineData("fr", "oubliez pas ma commande !")]
    [InlineData("fr", "je la veux")]
    [InlineData("fr", "oui, gardez-la")]
    [InlineData("fr", "n'annulez pas")]
    [InlineData("en", "yes, place the order")]
    [InlineData("en", "I'll take it")]
    [InlineData("en", "Ok never mind")]
    [InlineData("en", "forget it")]
    [InlineData("en", "Yes, keep it")]
    [InlineData("en", "Yes I still want it")]
    [InlineData("en", "don't cancel it")]
    public void Who_keeps_an_order_agrees_to_no_withdrawal(string locale, string text) =>
        AgreesToWithdraw(locale, text).ShouldBeFalse();

    private static bool AgreesToWithdraw(string locale, string text) => Assent.IsPlain(
        Utterance.Read(text, locale, Lexicon.Load($"House.{locale}.lexicon")), readBack: "", Intents.Cancel);

    private static bool IsTaken((string Locale, string Text) answer) => Assent.IsPlain(
        Utterance.Read(answer.Text, answer.Locale, Lexicon.Load($"House.{answer.Locale}.lexicon")), ReadBack);

    private static List<(string Locale, string Text)> Answers(string file) =>
        [.. File.ReadLines(Path.Combine(
            DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "House", "Answers", file))
            .Select(line => line.Split(" | ", 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], parts[1]))];
}
