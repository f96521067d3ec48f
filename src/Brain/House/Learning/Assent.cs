using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
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
        a absolument absolutely affirmatif agree accord ahead much quite chere cher really vraiment ai aime all aller
        allez allons alors alright and ask asked awesome aye be beaucoup bien bon bonne bravo brilliant c ca carrement
        cela certain certainly ces cheers chouette ci commande comme confirm confirmation confirme confirmed confirmer
        confirmez cool correct d de deal dear definitely detail details dites do donc done enregistrer enregistrez
        entendu envoyez es est et everybody everything exact exactement exactly excellent fait finaliser fine for fr
        genial gladly go good got great hop i il impeccable in indeed informations infos is it j je juste l la le lea
        les let ll look looks lot lovely m ma madame marche mate me merci mes mille moi mon monsieur my nickel notes of
        ok okay order ouais oui parfait passe passer passez perfect perfectly place plaisir plait please pour poursuivez
        pouvez procedez proceed right s sa seem seems semble semblent send sent so sont sounds spot suis super sur sure
        svp t te thank thanks that the then there this top tous tout toute toutes tres true ty u up us valide validee
        valider validez vas very via voila volontiers vous well will wonderful works would y yeah yep yes your yup mademoiselle
        mme mlle mr mrs miss sir madam decide decided fois cette time bisous bises bisou gros tt xx chef voyons euh hmm
        checked
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    // A yes under a condition, with an exception or a question, or to something else than what was read back, is none.
    private static readonly FrozenSet<string> Besides = """
        si sauf mais seulement uniquement plutot sans moins quoique encore aussi autre autres quand avant apres attends
        attendez demain if but except only rather without less unless though although instead other another also wait
        when before after until once provided assuming tomorrow later gratuit gratuite gratuits gratuites offert offerte
        offerts remise remises reduction cadeau free discount cheaper gift change changer changez changement modifie
        modifier modifiez remplace remplacez replace ajoute ajoutez add enleve enlevez remove double doublez triple seul
        seule single deux trois quatre cinq six two three four five quantite quantity non no nope nan aucun aucune
        jamais never nothing none part moitie half adresse address nom name prenom numero number telephone phone code
        postal postcode paypal carte cheque virement especes card cash transfer paie payer paye pay paying ailleurs
        elsewhere trouve found question questions demande demander ask asking wonder wondering would could should maybe
        perhaps almost peut presque conseiller rappelez rappeler call ring nonsense rubbish joke joking kidding lol mdr
        pourquoi quoi why money expensive prix price trop too
        blague rigole importe whatever bollocks crap idiot ridicule ridiculous
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly UtteranceReader Reader = UtteranceReader.Load("House.shop.model");

    // "Rien à redire : oui" is a yes with a no in it; so is "not a yes".
    private static readonly FrozenSet<string> Negations =
        FrozenSet.Create(StringComparer.Ordinal, "not", "pas", "don", "dont", "ne", "n", "rien", "point");

    private const int LongestYes = 16;
    private const float Sure = 0.85f;
    private const float SureInSpite = 0.95f;
    private const float SureRemark = 0.8f;
    private const int FewWords = 2;

    private static readonly FrozenSet<string> Praises = FrozenSet.Create(
        StringComparer.Ordinal, "how", "what", "quel", "quelle", "merci", "thank", "thanks", "tres");

    private const float Doubt = 0.05f;

    private static readonly FrozenSet<string> Contradicting =
        FrozenSet.Create(
            StringComparer.Ordinal, "no", "correct", "cancel", "unsure", "wait", "refuse", "inform", "order");

    /// <summary>Whether an utterance says nothing but yes.</summary>
    public static bool IsPlain(Utterance said) => said.Words is not [.., { Text: "what" }]
        && (IsOfTheWords(said) || IsUnderstood(said) || IsWithRemark(said));

    // "Yes, everything is correct, how delightful!": a plain yes, and a remark that changes nothing.
    private static bool IsWithRemark(Utterance said)
    {
        var end = said.Text.AsSpan().IndexOfAny(",.!;");
        if (end <= 0 || said.Words.Count > LongestYes || said.IsQuestion || said.Text.Any(char.IsAsciiDigit)
            || said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
            || said.Words.Any(word => Besides.Contains(word.Text) || Negations.Contains(word.Text)
                || NumberWords.Read([word], 0) is { Words: > 0, Number: > 1 }))
            return false;
        var opening = said.Words.Where(word => word.End <= end).ToList();
        var remark = said.Words.SkipWhile(word => AddsNothing.Contains(word.Text)).ToList();
        // "How kind of you", not "pigs might fly": what is longer than two words is only praised with.
        if (!opening.TrueForAll(word => AddsNothing.Contains(word.Text)) || !said.Is(Intents.Yes)
            || !(remark.Count <= FewWords || Praises.Contains(remark[0].Text)
                || remark.TrueForAll(word => AddsNothing.Contains(word.Text) || Reader.IsOfYes(word.Text))))
            return false;
        var clauses = Reader.Read(said.Text, new Situation("confirm", "order", said.Locale), []);
        return clauses is [{ Act: "yes", Certainty: >= SureRemark }, ..]
            && clauses.All(clause => clause.Spans.Count == 0 && clause.Act is "yes" or "thanks" or "bye" or "chat"
                or "greet"
                && Contradicting.Sum(act => clause.Acts.GetValueOrDefault(act)) <= Doubt);
    }

    // People say yes in more words than can be listed.
    private static bool IsUnderstood(Utterance said)
    {
        if (said.Words.Count > LongestYes || said.IsQuestion || said.Text.Any(char.IsAsciiDigit)
            || said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
            || said.Words.Any(word => Besides.Contains(word.Text)
                || !(AddsNothing.Contains(word.Text) || Reader.IsOfYes(word.Text))))
            return false;
        var least = said.Words.Any(word => Negations.Contains(word.Text)) ? SureInSpite : Sure;
        var clauses = Reader.Read(said.Text, new Situation("confirm", "order", said.Locale), []);
        return clauses.Any(clause => clause.Act == "yes" && clause.Certainty >= least)
            && clauses.All(clause => clause.Act is "yes" or "thanks" or "bye" or "chat" or "greet"
                && clause.Spans.Count == 0 && clause.Certainty >= Sure
                && !(Contradicting.Contains(clause.Second.Act) && clause.Second.Certainty > Doubt));
    }

    private static bool IsOfTheWords(Utterance said) =>
        said.Is(Intents.Yes)
        && !said.IsQuestion
        && !said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
        && said.WordsBesides(Intents.Yes, Intents.Thanks, Intents.Goodbye, Intents.Compliment)
            .All(word => AddsNothing.Contains(word.Text));
}
