using System.Buffers;
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
        a absolument absolutely affirmatif agree accord ahead much quite really vraiment ai aime all aller allez
        allons alors alright and awesome aye be beaucoup bien bon bonne bravo brilliant c ca carrement cela certain
        certainly ces cheers chouette ci commande comme confirm confirmation confirme confirmed confirmer confirmez
        cool correct d de deal definitely do donc enregistrer enregistrez entendu envoyez es est et everybody
        everything exact exactement exactly excellent fait finaliser fine for fr genial gladly go good got great hop i
        il impeccable in indeed is it j je juste l la le lea les ll looks lot lovely m ma madame marche mate me merci
        mes mille moi mon monsieur my nickel notes of ok okay order ouais oui parfait passer perfect perfectly place
        plaisir plait please pour poursuivez pouvez procedez proceed right s sa seem seems semble semblent send sent
        so sont sounds spot suis super sur sure svp t te thank thanks that the then there this top tous tout toute
        toutes tres true ty u up us valide validee valider validez vas very via voila volontiers vous well will
        wonderful works would y yeah yep yes your yup mademoiselle mme mlle mr mrs miss sir madam decide decided fois
        cette time bisous bises bisou gros tt xx voyons checked mrc bcp dac pls plz ya gentil gentille kind
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
        blague rigole importe sais savais know knew detail details informations infos
        whatever bollocks crap idiot ridicule ridiculous
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    // What answers a read-back in the corpora are those of the shop.
    private const string ReaderName = "House.shop.model";
    private const float SureRemark = 0.8f;

    private static readonly SearchValues<char> Marks = SearchValues.Create(",.!;\n");

    private static readonly FrozenSet<string> Remarks = FrozenSet.Create(
        StringComparer.Ordinal, "yes", "thanks", "bye", "greet", "chat");

    // To place an order is not to take it back, and by these words alone nothing is.
    private static readonly FrozenSet<string> Placing = FrozenSet.Create(StringComparer.Ordinal,
        "envoyez", "envoie", "send", "sent", "place", "valide", "validee", "valider", "validez", "passe", "passer",
        "passez", "enregistrer", "enregistrez", "enregistree", "finaliser", "procedez", "proceed", "poursuivez",
        "commande", "order", "confirmation", "ahead", "take", "keep", "garde", "gardez");

    private static readonly FrozenSet<string> Denials = FrozenSet.Create(
        StringComparer.Ordinal, "pas", "not", "don", "dont", "jamais", "never", "n");

    private static readonly FrozenSet<string> OfWanting = FrozenSet.Create(StringComparer.Ordinal,
        "veux", "voudrais", "souhaite", "want", "wish", "to", "annulation", "cancellation", "annuler", "s");

    // By what one says yes, and nothing but that.
    private static readonly FrozenSet<string> Yes = FrozenSet.Create(
        StringComparer.Ordinal, "oui", "ouais", "yes", "yeah", "yep", "yup", "ya", "aye", "ok", "okay", "exactement",
        "exactly");

    // What goes on longer says more than yes.
    private const int LongestYes = 300;
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
        said.Words is not [.., { Text: "what" }] and not [_, { Text: "right" }] && said.Text.Length <= LongestYes
        && !said.Words.Any(word => word.Text is "later" or "tard") && !AsksForDetails(said)
        && (agreedBy is null ? IsOfTheWords(said) || IsLearned(said, readBack) : IsToCancel(said, agreedBy));

    // "Oui, envoyez-moi les détails".
    private static bool AsksForDetails(Utterance said) => said.Words.Any(word => word.Text is "moi" or "me")
        && said.Words.Any(word => word.Text is "details" or "detail" or "informations" or "infos");

    // People say yes in more words than can be listed.
    private static bool IsLearned(Utterance said, string? readBack) =>
        !said.IsQuestion
        && !said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
        && (readBack is null || HasFiguresOf(said, readBack))
        && AssentModel.Embedded.LikelihoodOf(said.Text)
            >= (said.Words.Any(word => Besides.Contains(word.Text)) ? SureInSpite
                : Yes.Contains(said.Words[0].Text) && HasRemark(said) ? SureOfSaid : Sure);

    // "Yes all correct, you are faster than the bus": what stands before the first mark is a plain yes, and behind it
    // nothing is read as goods, a colour, a day, a place or a person, nor as an act that wants something.
    private static bool HasRemark(Utterance said)
    {
        var mark = said.Text.AsSpan().IndexOfAny(Marks);
        return mark > 0 && mark < said.Text.Length - 1
            && said.Words.Where(word => word.Start < mark).All(word => AddsNothing.Contains(word.Text))
            && UtteranceReader.Load(ReaderName)
                .Read(said.Text[(mark + 1)..].Trim(), new Situation("confirm", "order", said.Locale), [])
                .All(clause => clause.Spans.Count == 0
                    && clause.Acts.Where(act => Remarks.Contains(act.Key)).Sum(act => act.Value) >= SureRemark);
    }

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

    /// <summary>Whether an utterance says thanks, goodbye or hello and nothing else.</summary>
    public static bool IsCourtesy(Utterance said) =>
        !said.Is(Intents.Yes) && said.IsAny(Intents.Thanks, Intents.Goodbye, Intents.Greeting)
        && said.WordsBesides(Intents.Thanks, Intents.Goodbye, Intents.Greeting, Intents.Compliment)
            .All(word => AddsNothing.Contains(word.Text));

    // "Oui, annulez-la", "yes I want to cancel"; not "laissez tomber", which lets the question drop, nor "validez".
    private static bool IsToCancel(Utterance said, string agreedBy)
    {
        var cancels = said.Words.Any(word => word.Text.StartsWith("annul", StringComparison.Ordinal)
            || word.Text.StartsWith("cancel", StringComparison.Ordinal));
        return (cancels || (Yes.Contains(said.Words[0].Text) && !said.Is(agreedBy)))
            && !said.IsQuestion
            && !said.IsAny(Intents.No, Intents.Wait, Intents.Hesitation)
            && !said.Words.Any(word => Denials.Contains(word.Text) || (!cancels && Placing.Contains(word.Text)))
            && said.WordsBesides(Intents.Yes, Intents.Thanks, Intents.Goodbye, agreedBy)
                .All(word => AddsNothing.Contains(word.Text) || (cancels && OfWanting.Contains(word.Text)));
    }

    private static bool IsOfTheWords(Utterance said) =>
        said.Is(Intents.Yes)
        && !said.IsQuestion
        && !said.IsAny(Intents.No, Intents.Cancel, Intents.Wait, Intents.Hesitation, Intents.Correction)
        && said.WordsBesides(Intents.Yes, Intents.Thanks, Intents.Goodbye, Intents.Compliment)
            .All(word => AddsNothing.Contains(word.Text));
}
