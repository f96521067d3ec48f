using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// Tells a yes from a yes with something behind it. What is ordered, booked or agreed to goes out on the first alone:
/// "oui mais en rouge", "yes if it is free" and "confirm nothing" say something else than what was read back.
/// </summary>
internal static class Assent
{
    // What may stand around a yes and adds nothing to it.
    private static readonly FrozenSet<string> AddsNothing = """
        a absolument absolutely affirmatif agree accord ahead much quite chere cher really vraiment ai aime all aller allez allons alors alright and ask asked
        awesome aye be beaucoup bien bon bonne bravo brilliant c ca carrement cela certain certainly ces cheers
        chouette ci commande comme confirm confirmation confirme confirmed confirmer confirmez cool correct d de deal
        dear definitely detail details dites do donc done enregistrer enregistrez entendu envoyez es est et everybody
        everything exact exactement exactly excellent fait finaliser fine for fr genial gladly go good got great hop i
        il impeccable in indeed informations infos is it j je juste l la le lea les let ll look looks lot lovely m ma
        madame marche mate me merci mes mille moi mon monsieur my nickel notes of ok okay order ouais oui parfait
        passe passer passez perfect perfectly place plaisir plait please pour poursuivez pouvez procedez proceed right
        s sa seem seems semble semblent send sent so sont sounds spot suis super sur sure svp t te thank thanks that
        the then there this top tous tout toute toutes tres true ty u up us valide validee valider validez vas very
        via voila volontiers vous well will wonderful works would y yeah yep yes your yup
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    // A yes under a condition, with an exception or a question is none.
    private static readonly FrozenSet<string> Conditions = """
        si sauf mais seulement uniquement plutot sans moins gratuit gratuite gratuits gratuites offert offerte offerts remise remises reduction cadeau
        change changer changez changement modifie modifier modifiez remplace remplacez autre aussi encore attends attendez apres quand avant
        if but except only rather without less free unless discount gift change replace other another also wait after when before until
        question questions demande demander ask asking wonder wondering would could should maybe perhaps almost peut presque
        nonsense rubbish joke joking kidding lol mdr blague rigole importe whatever bollocks crap idiot ridicule ridiculous
        once provided assuming instead cheaper aucun aucune jamais never nothing none
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly UtteranceReader Reader = UtteranceReader.Load("House.shop.model");

    // "Rien à redire : oui" is a yes with a no in it; so is "not a yes".
    private static readonly FrozenSet<string> Negations =
        FrozenSet.Create(StringComparer.Ordinal, "not", "pas", "don", "dont", "ne", "n", "rien", "point");

    private const int LongestYes = 16;
    private const float Sure = 0.85f;
    private const float SureInSpite = 0.95f;

    /// <summary>Whether an utterance says nothing but yes.</summary>
    public static bool IsPlain(Utterance said) => IsOfTheWords(said) || IsUnderstood(said);

    // People say yes in more words than can be listed.
    private static bool IsUnderstood(Utterance said)
    {
        if (said.Words.Count > LongestYes || said.IsQuestion || said.Text.Any(char.IsAsciiDigit)
            || said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
            || said.Words.Any(word => Conditions.Contains(word.Text)))
            return false;
        var least = said.Words.Any(word => Negations.Contains(word.Text)) ? SureInSpite : Sure;
        var clauses = Reader.Read(said.Text, new Situation("confirm", "order", said.Locale), _ => false);
        return clauses.Any(clause => clause.Act == "yes" && clause.Certainty >= least)
            && clauses.All(clause =>
                clause.Act is "yes" or "thanks" or "bye" or "chat" or "greet" && clause.Spans.Count == 0);
    }

    private static bool IsOfTheWords(Utterance said) =>
        said.Is(Intents.Yes)
        && !said.IsQuestion
        && !said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
        && said.WordsBesides(Intents.Yes, Intents.Thanks, Intents.Goodbye, Intents.Compliment)
            .All(word => AddsNothing.Contains(word.Text));
}
