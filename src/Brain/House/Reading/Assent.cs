using System.Collections.Frozen;

namespace Gateway.Brain.House.Reading;

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

    /// <summary>Whether an utterance, which says yes, says nothing but yes.</summary>
    public static bool IsPlain(Utterance said) =>
        said.Is(Intents.Yes)
        && !said.IsQuestion
        && !said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
        && said.WordsBesides(Intents.Yes, Intents.Thanks, Intents.Goodbye, Intents.Compliment)
            .All(word => AddsNothing.Contains(word.Text));
}
