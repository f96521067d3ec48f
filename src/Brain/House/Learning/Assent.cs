using System.Collections.Frozen;
using System.Globalization;
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
        checked mrc bcp dac pls plz ya gentil gentille kind
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
        blague rigole importe sais savais know knew whatever bollocks crap idiot ridicule ridiculous
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    // By what one says yes, and nothing but that.
    private static readonly FrozenSet<string> Yes = FrozenSet.Create(
        StringComparer.Ordinal, "oui", "ouais", "yes", "yeah", "yep", "yup", "ya", "aye");

    private const float Sure = 0.88f;

    // "Yes all correct, you are faster than the bus": a yes is said, and nothing behind it is a condition or a change.
    private const float SureOfSaid = 0.5f;
    private const float SureInSpite = 0.97f;

    /// <summary>Whether an utterance says nothing but yes to what was read back.</summary>
    /// <param name="said">The utterance.</param>
    /// <param name="readBack">What was read back: a figure that does not stand in it is another one than was meant.
    /// Null where figures are compared elsewhere.</param>
    /// <param name="agreedBy">The intent whose words agree as well, as "annulez-la" does to "shall I cancel it?"; null
    /// for none.</param>
    public static bool IsPlain(Utterance said, string? readBack, string? agreedBy = null) =>
        said.Words is not [.., { Text: "what" }]
        && (IsOfTheWords(said, agreedBy) || IsLearned(said, readBack));

    // People say yes in more words than can be listed.
    private static bool IsLearned(Utterance said, string? readBack) =>
        !said.IsQuestion
        && !said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
        && (readBack is null || HasFiguresOf(said, readBack))
        && AssentModel.Embedded.LikelihoodOf(said.Text)
            >= (said.Words.Any(word => Besides.Contains(word.Text)) ? SureInSpite
                : said.Is(Intents.Yes) && Yes.Contains(said.Words[0].Text) ? SureOfSaid : Sure);

    // A figure that stands alone counts pieces, or lines ("all three lines are right"); those of an amount, a number or
    // an address are read back as they are.
    private static bool HasFiguresOf(Utterance said, string readBack)
    {
        var lines = readBack.Split('\n').Where(line => line.Contains('×')).ToList();
        HashSet<int> counts = lines.Count > 1 ? [lines.Count] : [];
        foreach (var line in lines)
        {
            if (Word.In(line[..line.IndexOf('×')]) is [.., var count]
                && int.TryParse(count.Text, CultureInfo.InvariantCulture, out var pieces))
                counts.Add(pieces);
        }

        for (var i = 0; i < said.Words.Count; i++)
        {
            if (NumberWords.Read(said.Words, i) is { Words: > 0, Number: > 1 and var number }
                && !counts.Contains(number))
                return false;
        }

        var tokens = Token.In(said.Text);
        HashSet<string> known = [.. Token.In(readBack).Select(token => token.Text)];
        for (var i = 0; i < tokens.Count; i++)
        {
            var figure = tokens[i].Text;
            if (!char.IsAsciiDigit(figure[0]))
                continue;
            var isPart = figure.Length > 2 || IsFigure(i - 1) || IsFigure(i + 1)
                || (IsPoint(i - 1) && IsFigure(i - 2)) || (IsPoint(i + 1) && IsFigure(i + 2));
            if (isPart ? !known.Contains(figure) : !counts.Contains(int.Parse(figure, CultureInfo.InvariantCulture)))
                return false;
        }

        return true;

        bool IsFigure(int at) => at >= 0 && at < tokens.Count && char.IsAsciiDigit(tokens[at].Text[0]);

        bool IsPoint(int at) => at >= 0 && at < tokens.Count && tokens[at].Text is "," or "." or "€" or "-" or "/";
    }

    private static bool IsOfTheWords(Utterance said, string? agreedBy) =>
        (said.Is(Intents.Yes) || (agreedBy is not null && said.Is(agreedBy)))
        && !said.IsQuestion
        && !said.IsAny(Intents.No, Intents.Wait, Intents.Hesitation, Intents.Correction)
        && (agreedBy == Intents.Cancel || !said.Is(Intents.Cancel))
        && said.WordsBesides(Intents.Yes, Intents.Thanks, Intents.Goodbye, Intents.Compliment, agreedBy ?? Intents.Yes)
            .All(word => AddsNothing.Contains(word.Text));
}
