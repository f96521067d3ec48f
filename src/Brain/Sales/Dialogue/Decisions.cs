using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Whether somebody says that they decide: by what they are, what is theirs, or in so many words.</summary>
internal static class Decisions
{
    private const int Near = 5;
    private const int Nearer = 3;

    // To decide, as it is said of a purchase.
    private static readonly FrozenSet<string> Verbs = Words(
        """
        decide decides decider decident decision tranche trancher signe signes signer signent sign signs signing valide
        valider valident approve approves approved authorise authorised authorized authorize engage engager arbitre
        choisis choisit choisir choose chooses pick picks finalise finalize agree agrees sanction decisionnaire
        decidera decideront okay commit purse chequier cheque checkbook chequebook
        """);

    private static readonly FrozenSet<string> Me = Words(
        "i je j moi me mine myself we nous on moimeme mienne mien revient m c");

    private static readonly FrozenSet<string> Others = Words("he she they il elle ils elles lui");

    private static readonly FrozenSet<string> Not = Words(
        "pas rien jamais not can cannot don dont isn cant won couldn nor aucun without ne");

    private static readonly FrozenSet<string> People = Words(
        """
        patron patronne boss chef cheffe mari femme epouse epoux wife husband partner associe associee associes partners
        directeur directrice director manager owner owners gerant gerante proprietaire maire conseil comite committee
        board trustees trustee council ca dg daf dsi drh pdg ceo cfo president presidente pere mere papa maman dad
        father mum mom brother sister frere soeur soeurs siege hq office headquarters head groupe direction finance
        investors franchiseur governors shareholders oga
        """);

    private static readonly FrozenSet<string> Whose = Words(
        "mon ma mes my our notre nos the le la les l his her son sa au aux du");

    // Who passes it on: "up to the owner", "il faut que j'en parle à mon associé".
    private static readonly FrozenSet<string> PassesOn = Words(
        """
        up revient depend depends ask demander parler parle voir check clear run go goes wait accord approval feu soumettre
        presenter passer validation permission has have must doit doivent needs need faut peut peuvent
        """);

    private static readonly FrozenSet<string> MyFirms = Words(
        """
        pub cafe shop shops salon gym bar bars restaurant restaurants business company firm place places farm garage yard
        hotel hotels store stores practice clinic bakery resto boite boutique boulangerie ferme pharmacie creperie
        pizzeria societe entreprise commerce magasin magasins atelier cabinet exploitation camping outfit team budget
        decision call money
        """);

    private static readonly FrozenSet<string> Roles = Words(
        """
        gerant gerante cogerant cogerante exploitant exploitante patron patronne proprio proprietaire fondateur fondatrice
        founder cofounder ceo pdg dg owner landlord landlady franchisee boss president presidente dirigeant dirigeante
        proprietor md director directeur directrice cheffe
        """);

    private static readonly string[] Plainly =
    [
        " carte blanche ", " in charge ", " a moi de decider ", " j ai la main sur ", " a mon compte ", " est a moi ",
        " m appartient ", " ai la main sur ", " nobody else to ask ", " c est moi la ", " c est moi le ",
        " c moi la ", " c moi le ", " le patron c est moi ", " me revient ", " is mine ", " s mine ", " my call ",
        " i own ", " we own ", " i run ", " i co own ", " right bloke ", " right person ", " pay the bills ",
        " sign off ", " they re my ", " are my ", " je dirige ", " je tiens ", " je possede ", " i make the calls ",
        " entirely to me ", " me laisse choisir ", " me laisse faire ", " general manager ", " managing director ",
    ];

    private static readonly char[] Ends = ['.', '!', '?', ';', ',', ':', '(', ')', '\n'];

    /// <summary>True or false as they say it; null when they do not.</summary>
    /// <param name="text">The message.</param>
    /// <param name="role">The role that was read in it, or null.</param>
    public static bool? In(string text, string? role)
    {
        // Sentence by sentence: whoever decides in one is not the subject of the next.
        var said = text.Split(Ends).Select(piece => InSentence(piece, role)).ToList();
        return said.Contains(false) ? false : said.Contains(true) ? true : null;
    }

    private static bool? InSentence(string text, string? role)
    {
        var words = Word.In(text).Select(word => word.Text).ToArray();
        if (words.Length == 0)
            return null;
        if (LeavesIt(words))
            return false;
        var plain = $" {string.Join(' ', words)} ";
        if (Array.Exists(Plainly, phrase => plain.Contains(phrase, StringComparison.Ordinal)))
            return !IsDenied(words, plain);
        return DecidesIn(words) || words[0] == "decisionnaire"
            || (role is not null && text.Contains(role, StringComparison.Ordinal)
                && Word.In(role).Any(word => Roles.Contains(word.Text)))
            || IsOne(words) || Enumerable.Range(0, words.Length - 1).Any(at =>
                words[at] is "my" or "our" or "mon" or "ma" or "mes" or "notre"
                && MyFirms.Contains(words[at + 1] == "own" && at + 2 < words.Length ? words[at + 2] : words[at + 1])
                && !NotBefore(words, at, Nearer))
                    ? true
                    : null;
    }

    // "It isn't mine", "ce n'est pas moi qui ai la main".
    private static bool IsDenied(string[] words, string plain) => Array.Exists(Plainly, phrase =>
        plain.IndexOf(phrase, StringComparison.Ordinal) is >= 0 and var at
        && NotBefore(words, plain[..at].Count(letter => letter == ' '), Nearer));

    // "C'est moi qui décide", "I can sign this off", "je signe pour la société".
    private static bool DecidesIn(string[] words) => Enumerable.Range(0, words.Length).Any(at =>
        Verbs.Contains(words[at]) && Before(words, at, Near).Any(Me.Contains) && !NotBefore(words, at, Near)
        && (!Before(words, at, Nearer).Any(People.Contains) || words[at - 1] is "i" or "je"));

    // "Je suis le gérant", "im the boss", "owner here".
    private static bool IsOne(string[] words) => Enumerable.Range(0, words.Length).Any(at =>
        Roles.Contains(words[at]) && !NotBefore(words, at, Nearer)
        && (at == 0 || Before(words, at, Nearer).Any(word => word is "suis" or "moi" or "m" or "am" or "here" or "as"))
        && !(at > 0 && words[at - 1] is "my" or "mon" or "ma" or "the"
            && Before(words, at, Near).Any(PassesOn.Contains)));

    private static bool LeavesIt(string[] words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            // "C'est mon mari qui décide", "the committee must approve".
            if (People.Contains(words[at]) && at > 0 && Whose.Contains(words[at - 1])
                && !Before(words, at, Near).Any(word => word is "moi" or "suis" or "am" or "m" or "mine" or "me")
                && words.Skip(at + 1).Take(Near).Any(Verbs.Contains)
                && !words.Skip(at + 1).Take(Near).Any(word => word is "me" or "moi" or "m"))
                return true;
            // "Faut que ma directrice soit d'accord", "la décision revient au comité".
            if (People.Contains(words[at]) && at > 1 && Whose.Contains(words[at - 1])
                && (words[at - 2] == "que"
                    || Before(words, at, Nearer).Any(word => word is "revient" or "appartient" or "over")))
                return true;
            // "He is the one that will decide".
            if (Verbs.Contains(words[at]) && Before(words, at, Near + Nearer).Any(Others.Contains)
                && !Before(words, at, Near).Any(Me.Contains))
                return true;
            // "It's not my decision", "it isn't mine to say".
            if (words[at] is "decision" or "call" or "mine" && NotBefore(words, at, Nearer)
                && (words[at] == "mine" || Before(words, at, 1).Contains("my")))
                return true;
            // "It has to go to the trustees", "il faut que j'en parle à mon associé".
            if (People.Contains(words[at]) && at > 1 && Whose.Contains(words[at - 1])
                && Before(words, at, Near).Any(word =>
                    word is "to" or "a" or "au" or "aux" or "with" or "avec" or "by" or "de")
                && Before(words, at, Near + Nearer).Any(PassesOn.Contains))
                return true;
            // "Je peux rien signer", "I can't sign this off", "not for me to decide".
            if (Verbs.Contains(words[at]) && NotBefore(words, at, Near) && Before(words, at, Near).Any(Me.Contains)
                && !Before(words, at, Near).Any(word => word is "besoin" or "need" or "demander" or "ask"))
                return true;
            if (words[at] is "chequier" or "purse" or "cheque" && words.Skip(at + 1).Take(Near).Any(Not.Contains))
                return true;
        }

        return false;
    }

    private static bool NotBefore(string[] words, int at, int most) => Before(words, at, most).Any(Not.Contains)
        && !Before(words, at, most).Contains("que") && !IsAble(words, at, most);

    // "I can sign": what can be stands without a t.
    private static bool IsAble(string[] words, int at, int most)
    {
        var before = Before(words, at, most).ToList();
        return before.Where(Not.Contains).All(word => word == "can") && !before.Contains("t");
    }

    private static IEnumerable<string> Before(string[] words, int at, int most) =>
        words.Skip(Math.Max(0, at - most)).Take(Math.Min(at, most));

    private static FrozenSet<string> Words(string text) => text
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
