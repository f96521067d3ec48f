using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>
/// How many people a message says there are: of several numbers the one that is the total, or that was put in the place
/// of another, or that counts people most surely. Hours, sites, beds and prices count nobody.
/// </summary>
internal static class HeadCount
{
    private const int Most = 100_000;
    private const int FirstWords = 2;
    private const int LeastOfAnything = 4;
    private const int MostBetween = 4;

    // What a number is worth as a count of people.
    private const int Bare = 1;
    private const int Weak = 2;
    private const int Strong = 4;

    private static readonly FrozenSet<string> Staff = Words(
        """
        people persons person personnes personne pers gens heads tetes staff employees employee employes employe
        salaries salarie salariees collaborateurs collaboratrices collegues colleagues workers ouvriers agents etp fte
        ftes crew team equipiers equipieres vendeurs vendeuses soignants soignantes nurses carers infirmiers infirmieres
        drivers chauffeurs livreurs mecanos mechanics techniciens technicians guards vigiles teachers profs moniteurs
        trainers coachs coaches volunteers benevoles guys gars filles lads girls blokes bodies souls ames workforce
        serveurs cuisiniers cooks chefs caristes preparateurs operateurs operators compagnons stylists coiffeuses
        coiffeurs saisonniers pax humans headcount effectif permanents members membres
        """);

    // What is counted as well, and is nobody.
    private static readonly FrozenSet<string> OtherThings = Words(
        """
        euros euro eur e balles quid pounds dollars bucks rupees heures heure hours hour hrs h minutes min mins jours
        jour days day semaines semaine weeks week wk wks mois months month mths ans an years year yrs yr sites site
        shops shop pubs pub hotels hotel magasins magasin restaurants restaurant restos resto boutiques boutique salons
        salon stores store branches branch agences agence depots depot etablissements etablissement centres centre
        locations location offices office chairs chair beds bed lits lit chambres chambre rooms room clients client
        customers customer places place km kms floors floor habitants couverts couvert tables table am pm fois times
        time per percent bis ter rue street road avenue shifts shift equipes services service wards ward vans van
        trucks truck camions camion buses lines lignes ligne seats machines machine animals animaux chickens vaches cows
        hectares acres ha covers tonnes stars etoiles countries pays pages spreadsheets tableaux fichiers groups groupes
        boxes kids enfants eleves pupils students residents patients guests visitors th st nd rd eme er
        plants usines usine factories ateliers atelier halls clubs vehicles vehicules succursales pumps stations
        museums musees museum librairies bookshops enterprises associations societes companies entreprises firms
        cabinets laveries kiosks stands stalls marches records comptes accounts names noms chiens cats dogs secs
        appels calls emails mails versions modules options plans formules percents pourcents trucs things
        sur depuis always plus questions raisons schools ecoles kitchens cuisines screens phones telephones tablets tablettes x
        sunday monday tuesday wednesday thursday friday saturday dimanche lundi mardi mercredi jeudi vendredi samedi
        january february march april june july august september october november december janvier fevrier mars avril
        mai juin juillet aout septembre octobre novembre decembre
        """);

    // "62 on the clock", "24 in total", "35 all in".
    private static readonly TokenSet Behind = new(
        "of us; on the books; on the payroll; on the roster; on the rota; on the clock; on the floor; on staff"
        + "; on the cards; strong; all in; all up; all told; altogether; in all; in total; total; tous compris"
        + "; tout compris; en tout; au total; en comptant; counting; including; incl; with; avec; moi compris"
        + "; tous confondus; a planifier; en saison; sur le planning; dans la boite; dans l equipe; in the team"
        + "; in the company; pers; a l annee");

    private static readonly TokenSet OfUs = new(
        "of us; of them; d entre nous");

    private static readonly TokenSet InAll = new(
        "all in; all up; all told; altogether; in all; in total; total; en tout; au total; tous confondus"
        + "; tout compris");

    private static readonly TokenSet Before = new(
        "planifier; a planifier; to plan; to schedule; rostering; schedule for; on est; nous sommes; on sera"
        + "; on serait; on doit etre; on etait; we are; we re; team of; staff of; crew of; workforce of; group of"
        + "; equipe de; brigade de; effectif de; effectif; headcount; headcount of; on tourne a; on monte a; i employ"
        + "; we employ; on emploie; j emploie; nous employons; staff is; staff are; roster is; salaries c est"
        + "; salariees c est; employes c est; staff it s; employees is; employees are");

    // What says so only of who was asked, or puts it right.
    private static readonly TokenSet BeforeAnswer = new(
        "sommes; we ve; we have; we got; there s; there are; j en ai; j ai; i have; i ve got; they are; ils sont"
        + "; elles sont; y en a; il y a; y a; say; disons; mettons; make it; make that; mettez; it s; c est; now"
        + "; about; around; roughly; environ; a peu pres; almost; presque; nearly; for; pour; pr; just; juste; only"
        + "; yes; oui; en fait; actually; plutot; rather");

    // "Plus 8 saisonniers": some more of them are not all of them.
    private static readonly TokenSet More = new(
        "plus; et; and; with; avec; puis; then; plus roughly; plus about");

    private static readonly TokenSet TotalBefore = new(
        "total; au total; total of; call it; so; so yes; donc; so that s; soit; au total de");

    // "14, not 40", "620 was last year's figure", "dont 15 saisonniers": no count of all.
    private static readonly TokenSet NotThis = new(
        "arretent a; s arrete a; stop at; up to; jusqu a; maximum; plus de; more than; over; moins de; less than"
        + "; fewer than; not; pas; isn t; aren t; rather than; plutot que; au lieu de; instead of; dont; of which"
        + "; of whom; among them; parmi; at; a partir de; since; depuis; before; until; till; by; page; level; age"
        + "; aged; version; windows; covid");

    private static readonly TokenSet SaysAnother = new(
        "no; non; sorry; sry; pardon; actually; en fait; plutot; enfin; oups; oops; correction; well; wait; rather"
        + "; je veux dire; i mean; excusez; desole; desolee; mistake; erreur; typo");

    private static readonly TokenSet WasBefore = new(
        "is last year; was last; is beds; is seats; c est tous; c est tout; is everyone; is everybody; is all"
        + "; is rooms; is places; are beds; c est les lits; c etait l an; ca c est; is the old; was before"
        + "; c est l ancien");

    /// <summary>Reads a message.</summary>
    /// <param name="text">What was written, without telephone numbers, addresses and names.</param>
    /// <param name="marked">Where people seem to be counted, as it was learned.</param>
    /// <param name="isAsked">Whether their number was just asked for: then it needs no word beside it.</param>
    /// <param name="known">The number that is known so far, or null.</param>
    /// <returns>The number, 1 to 100,000; null when it says none, or none that is likelier than the one
    /// known.</returns>
    public static int? In(string text, IReadOnlyList<TextSpan> marked, bool isAsked, int? known)
    {
        var words = Word.In(text);
        List<Found> found = [];
        HashSet<long> refuted = [];
        for (var at = 0; at < words.Count; at++)
        {
            var (number, length) = PlainNumber.At(text, words, at);
            if (length == 0)
                continue;
            // "620? No, 620 is last year's figure": whoever takes a number back names it twice.
            if (NotThis.EndsAt(words, at) || WasBefore.BeginsAt(words, at + length))
                refuted.Add(number);
            if (number is >= 1 and <= Most && WorthOf(words, at, length, number, marked, isAsked) is > 0 and var worth)
                found.Add(new Found(
                    (int)number, found.Count > 0 && More.EndsAt(words, at) ? Math.Min(worth, Bare) : worth,
                    IsTotal(words, at, length), IsPutRight(words, at)));
            at += length - 1;
        }

        var all = found.Count;
        found.RemoveAll(one => refuted.Contains(one.Number));
        if (found.Count == 0)
            return null;
        var best = found.FindLast(one => one.IsTotal);
        if (best.Worth == 0)
            best = found.FindLast(one => one.IsPutRight);
        if (best.Worth == 0)
            best = found.MaxBy(one => one.Worth);
        var corrects = best.IsPutRight || best.IsTotal || found.Count < all;
        var least = isAsked || (corrects && (known is not null || all > 1)) ? Bare : known is null ? Weak : Strong;
        return best.Worth < least || (known is { } before && !corrects && best.Number < before / 2)
            ? null
            : best.Number;
    }

    private static int WorthOf(
        IReadOnlyList<Word> words, int at, int length, long number, IReadOnlyList<TextSpan> marked, bool isAsked)
    {
        var next = at + length;
        var behind = TextAt(words, next);
        if (behind is "of" or "de" or "d" or "more" or "autres" or "petits" or "full" or "paid" or "part" or "or")
            behind = TextAt(words, next + 1);
        if (NotThis.EndsAt(words, at) || WasBefore.BeginsAt(words, next)
            || (OtherThings.Contains(TextAt(words, next)) && !Behind.BeginsAt(words, next))
            || (number is >= 1950 and <= 2100 && !Staff.Contains(behind)))
            return 0;
        var isArticle = number == 1;
        // "The two volunteers" are some of them.
        if (at > 0 && words[at - 1].Text is "the" or "les" or "des" or "ces" or "these" or "those" or "both" or "my"
            or "mes" or "nos" or "our" or "other" && !OfUs.BeginsAt(words, next))
            return isArticle ? 0 : Bare;
        if (Staff.Contains(behind) || OfUs.BeginsAt(words, next))
            return isArticle ? 0 : Strong + 1;
        if (isArticle)
            return 0;
        var (start, end) = (words[at].Start, words[next - 1].End);
        if (marked.Any(span => span.Start < end && start < span.End) || Behind.BeginsAt(words, next))
            return Strong;
        if (Before.EndsAt(words, at))
            return Strong;
        // "26 engineers", "48 animateurs": several of whatever else is counted.
        return (isAsked && (at <= FirstWords || BeforeAnswer.EndsAt(words, at)))
            || (number >= LeastOfAnything && behind is { Length: > 3 } && behind[^1] == 's'
                && !OtherThings.Contains(behind))
                ? Weak
                : Bare;
    }

    // "No, 585", "sorry sorry, 102", "well 24", "14 not 40".
    private static bool IsPutRight(IReadOnlyList<Word> words, int at)
    {
        for (var back = at; back > Math.Max(0, at - MostBetween); back--)
        {
            if (SaysAnother.EndsAt(words, back))
                return true;
            if (char.IsAsciiDigit(words[back - 1].Text[0]) || NumberWords.Read(words, back - 1).Words > 0)
                return false;
        }

        return TextAt(words, at + 1) is "not" or "pas" && TextAt(words, at + 2) is [>= '0' and <= '9', ..];
    }

    private static bool IsTotal(IReadOnlyList<Word> words, int at, int length)
    {
        var next = at + length;
        return InAll.BeginsAt(words, next) || InAll.BeginsAt(words, next + 1) || TotalBefore.EndsAt(words, at);
    }

    private static string TextAt(IReadOnlyList<Word> words, int at) => at < words.Count ? words[at].Text : "";

    private static FrozenSet<string> Words(string text) => text
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private readonly record struct Found(int Number, int Worth, bool IsTotal, bool IsPutRight);

    // Phrases of a few words, looked for at a place.
    private sealed class TokenSet(string phrases)
    {
        private readonly string[][] _phrases =
            [.. phrases.Split(';', StringSplitOptions.TrimEntries).Select(phrase => phrase.Split(' '))];

        public bool BeginsAt(IReadOnlyList<Word> words, int at) =>
            Array.Exists(_phrases, phrase => Is(words, at, phrase));

        public bool EndsAt(IReadOnlyList<Word> words, int at) =>
            Array.Exists(_phrases, phrase => Is(words, at - phrase.Length, phrase));

        private static bool Is(IReadOnlyList<Word> words, int at, string[] phrase) =>
            at >= 0 && at + phrase.Length <= words.Count
            && !phrase.Where((word, i) => words[at + i].Text != word).Any();
    }
}
