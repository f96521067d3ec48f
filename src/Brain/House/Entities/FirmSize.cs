using System.Collections.Frozen;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>How many people work in a firm, as far as a message tells. Words for classes of firms have the bounds of:
/// <list type="bullet">
/// <item>Commission Recommendation 2003/361/EC, annex, article 2: micro fewer than 10, small fewer than 50,
/// medium-sized fewer than 250 people; France has the same in decree 2008-1354, article 3 (TPE is the word for its
/// <c>microentreprises</c>), and there ETI fewer than 5,000, <c>grandes entreprises</c> from then on;</item>
/// <item>a firm is called by the largest class that it is in, as INSEE counts them (<c>PME hors
/// microentreprises</c>), so that a PME is taken to have 10 to 249 people;</item>
/// <item><c>une grosse boîte</c> and the like stand in no law: what is beyond a PME.</item>
/// </list></summary>
/// <param name="Least">The lower bound as it is said, at least 1; null when it is open.</param>
/// <param name="Most">The upper bound as it is said, the same as <paramref name="Least"/> for a single number; null
/// when it is open.</param>
/// <param name="IsApproximate">Whether it is said to be near, or is a round lot.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record FirmSize(int? Least, int? Most, bool IsApproximate, TextSpan Span)
{
    private const int Largest = 3_000_000;

    private static readonly TokenPhrases<(int Least, int? Most)> Classes = new(
        ((1, 1), """
            auto entrepreneur; auto entrepreneuse; autoentrepreneur; autoentrepreneuse; solo; freelance; freelancer
            sole trader; self employed; sole proprietor; je travaille seul; je travaille seule; je bosse seul
            je bosse seule; a mon compte; travailleur independant; independant; independante; on my own; just me
            i work alone; one man band; micro entrepreneur; entrepreneur individuel; one person business; solopreneur
            je suis tout seul; je suis toute seule; it s only me; juste moi; que moi; entreprise individuelle
            """),
        ((1, 1), "moi tout seul; moi toute seule; je suis seul; je suis seule; moi seul"),
        ((1, 9), """
            tpe; micro entreprise; microentreprise; micro business; micro company; micro enterprise; micro firm
            tres petite entreprise; tiny company; tiny business; very small company; very small business
            toute petite boite; toute petite entreprise; toute petite structure
            """),
        ((10, 49), """
            petite entreprise; petite societe; petite structure; small company; small business; small firm
            small enterprise; petite pme
            """),
        ((50, 249), """
            moyenne entreprise; entreprise moyenne; entreprise de taille moyenne; medium sized company; medium company
            medium sized business; medium sized firm; mid sized company; mid size company; grosse pme; midsize company
            """),
        ((10, 249), "pme; pme pmi; sme; petite ou moyenne entreprise; petite et moyenne entreprise"),
        ((250, 4999), "eti; entreprise de taille intermediaire"),
        ((250, null), """
            grosse boite; grosse entreprise; grosse societe; grosse structure; grande boite; large company; big company
            large business; big firm; large firm; multinationale; multinational; big business; grande societe
            """),
        ((5000, null), """
            grande entreprise; grand groupe; large corporation; large group; big corporation; grands groupes
            groupe du cac 40
            """));

    // What counts people of a firm wherever it stands behind a number.
    private static readonly FrozenSet<string> Staff = FrozenSet.Create(StringComparer.Ordinal,
        "salarie", "salaries", "salariee", "salariees", "employe", "employes", "employees", "employee", "collaborateur",
        "collaborateurs", "collaboratrices", "staff", "etp", "fte", "ftes", "associes", "associees", "workers",
        "ouvriers", "colleagues", "collegues", "techniciens", "mecanos", "mecaniciens", "mechanics", "partners",
        "headcount", "effectif", "people", "personnes", "gens", "persons", "personne", "pers", "heads", "tetes");

    // These count guests as well.
    private static readonly FrozenSet<string> Anyone = FrozenSet.Create(StringComparer.Ordinal,
        "people", "personnes", "gens", "persons", "personne", "pers", "heads", "tetes");

    private static readonly FrozenSet<string> OfFirm = FrozenSet.Create(StringComparer.Ordinal,
        "effectif", "effectifs", "headcount", "boite", "entreprise", "societe", "company", "firm", "business", "team",
        "equipe", "agence", "garage", "atelier", "bureau", "office", "workforce", "staff", "employ", "emploie",
        "employons", "employing", "pme", "tpe", "eti", "sme");

    private static readonly FrozenSet<string> OfGuests = FrozenSet.Create(StringComparer.Ordinal,
        "pour", "for", "table", "repas", "cadeau", "a", "with", "avec", "dinner", "serves", "chez");

    // What stands before the number of those who work there.
    private static readonly TokenPhrases<bool> Counted = new((true, """
        equipe de; team of; effectif; headcount; effectif de; effectif total; total headcount; staff of; workforce of
        effectif est; headcount is; effectifs; headcount of; on est; nous sommes; we are; we re; on etait; sommes
        there are; there s; on tourne a; on emploie; j emploie; nous employons; we employ; i employ; on compte
        employing; company of; boite de; entreprise de; societe de; on doit etre; pme de; tpe de; eti de; sme of
        firm of; business of; agence de; garage de; atelier de; equipe est de
        """));

    /// <summary>Finds the size that a message names.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <param name="isAsked">Whether it was just asked for: then a number needs no word beside it.</param>
    /// <returns>A number before a word for a class; null where there is neither.</returns>
    public static FirmSize? Find(string text, bool isAsked)
    {
        var tokens = WrittenNumber.TokensOf(text);
        for (var at = 0; at < tokens.Count; at++)
        {
            var range = NumberRange.Read(text, tokens, at);
            if (range.Tokens == 0)
                continue;
            if (OfNumber(text, tokens, at, range, isAsked) is { } size)
                return size;
            at += range.Tokens - 1;
        }

        return OfClass(tokens);
    }

    private static FirmSize? OfNumber(
        string text, List<AddressToken> tokens, int at, NumberRange range, bool isAsked)
    {
        if ((range.Least ?? range.Most) is < 1 or > Largest || range.Most > Largest
            || range.Least % 1 > 0 || range.Most % 1 > 0)
            return null;
        var next = at + range.Tokens;
        if (WrittenNumber.IsAmount(text, tokens, at, next - 1))
            return null;
        var unit = WrittenNumber.TextAt(tokens, next) is "de" or "d" or "of" or "full" or "petits" or "autres"
            ? next + 1
            : next;
        var word = WrittenNumber.TextAt(tokens, unit);
        // "On est une TPE": the article counts nobody.
        if (word.Length > 0 && !Staff.Contains(word) && next - at == 1 && tokens[at].Text is "un" or "une" or "one")
            return null;
        var isStaff = Staff.Contains(word) && tokens[unit].Joins;
        if (isStaff ? IsOfGuests(tokens, at, word)
            : !IsCounted(tokens, at, next) && !(isAsked && IsAlone(tokens, at, next)))
            return null;
        var last = isStaff ? unit : next - 1;
        range = range.WithWhatFollows(text, tokens, last + 1);
        return new FirmSize(
            (int?)range.Least, (int?)range.Most, range.IsApproximate,
            new TextSpan(tokens[at].Start, tokens[last].End));
    }

    // "Table pour 12 personnes", "a present for three people".
    private static bool IsOfGuests(List<AddressToken> tokens, int at, string word) =>
        Anyone.Contains(word)
        && Enumerable.Range(1, 2).Any(back => OfGuests.Contains(WrittenNumber.TextAt(tokens, at - back)));

    // "On est 12", "a team of 8", "12 of us", "effectif : 25".
    private static bool IsCounted(List<AddressToken> tokens, int at, int next)
    {
        var (behind, then) = (WrittenNumber.TextAt(tokens, next), WrittenNumber.TextAt(tokens, next + 1));
        if (behind is "strong" || (behind is "of" && then is "us"))
            return true;
        return Counted.EndsBefore(tokens, at) && (next >= tokens.Count || !tokens[next].Joins
            || behind is "in" or "dans" or "a" or "au" or "et" or "and" or "en" or "now" or "here" or "ici"
            or "maintenant" or "environ" or "chez" or "at" or "on"
            or "actuellement" or "currently" or "today" or "strong" || OfFirm.Contains(behind));
    }

    // What was asked for is the number that is nearly all there is.
    private static bool IsAlone(List<AddressToken> tokens, int at, int next) =>
        at <= 3 && (next >= tokens.Count
            || WrittenNumber.TextAt(tokens, next) is "et" or "and" or "en" or "avec" or "in" or "environ"
            || tokens[next].Before is Gap.Comma or Gap.Break or Gap.Line)
        && !tokens.Skip(next).Take(3).Any(token => token.IsNumber);

    private static FirmSize? OfClass(List<AddressToken> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            var (bounds, length) = Classes.At(tokens, at);
            if (length > 0 && !IsOfThing(tokens, at + length))
                return new FirmSize(
                    bounds.Least, bounds.Most, false, new TextSpan(tokens[at].Start, tokens[at + length - 1].End));
        }

        return null;
    }

    // "Une grosse boîte en bois" holds no people, and who is "seul à la maison" does not speak of work.
    private static bool IsOfThing(List<AddressToken> tokens, int next) =>
        (WrittenNumber.TextAt(tokens, next - 1) is "seul" or "seule" && next < tokens.Count && tokens[next].Joins)
        || WrittenNumber.TextAt(tokens, next - 1) == "boite"
            && WrittenNumber.TextAt(tokens, next) is "en" or "a" or "de";
}
