using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>Which kind of thing a question asks for.</summary>
/// <param name="Amount">A sum of money, or whether it costs any.</param>
/// <param name="Duration">A number of days or hours, or by when.</param>
/// <param name="Clock">A time of day.</param>
/// <param name="Contact">A telephone number or an address to write to.</param>
/// <param name="Place">Where something is.</param>
/// <param name="Number">How many of something.</param>
internal readonly partial record struct Wanted(
    bool Amount, bool Duration, bool Clock, bool Contact, bool Place, bool Number)
{
    /// <summary>Looks at a question.</summary>
    public static Wanted In(string question)
    {
        var folded = Word.Fold(question);
        var duration = DurationWords().IsMatch(folded);
        // "How much time, and for how much" asks for both.
        var rest = duration ? DurationWords().Replace(folded, " ") : folded;
        return new Wanted(AmountWords().IsMatch(rest), duration, ClockWords().IsMatch(folded),
            ContactWords().IsMatch(folded), PlaceWords().IsMatch(folded), NumberWords().IsMatch(rest));
    }

    /// <summary>Whether it asks how long people themselves have for something, or whether they are in time.</summary>
    public static bool AsksForDeadline(string folded) => DeadlineWords().IsMatch(folded);

    /// <summary>
    /// Sums, spans of time and places that are asked for in several parts of a question, each with words of its own;
    /// nothing when one part asks for all.
    /// </summary>
    public static Wanted Besides(string question)
    {
        List<Wanted> parts = [.. PartsOf().Split(Word.Fold(question)).Select(In).Where(part => part.Any)];
        return parts.Count < 2 ? default
            : new Wanted(
                parts.Exists(part => part.Amount), parts.Exists(part => part.Duration), Clock: false, Contact: false,
                parts.Exists(part => part.Place), Number: false);
    }

    /// <summary>Whether it asks for any of them.</summary>
    public bool Any => Amount || Duration || Clock || Contact || Place || Number;

    /// <summary>Whether a text tells something of what is asked for.</summary>
    public bool IsIn(Mentions told) => (Amount && told.Amount) || (Duration && told.Duration) || (Clock && told.Clock)
        || (Contact && told.Contact) || (Place && told.Place) || (Number && told.Numbers.Count > 0);

    /// <summary>What of it a text tells nothing of.</summary>
    public Wanted Without(Mentions told) => new(
        Amount && !told.Amount, Duration && !told.Duration, Clock && !told.Clock, Contact && !told.Contact,
        Place && !told.Place, Number && told.Numbers.Count == 0);

    [GeneratedRegex(
        @"[,;?!.\n]|\b(et|and|n|puis|ou bien|also|aussi)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PartsOf();

    [GeneratedRegex(
        @"\b(combien|kombien|cb|cmb|combi1|coute(nt|r|rait|ra)?|cout|couts|prix|tarifs?|frais|payant(e|es|s)?" +
        @"|gratuit(e|es|s)?|offerte?s?|pr rien|montant|paye|payer|paie|paient|facturez?|prenez|ma pomme" +
        @"|how much|hw much|costs?|price|charge|charges|charged|fees?|free|pay|expensive|cher|chere|chers" +
        @"|dear(er)?|gonna cost|(do|would) you take|at my expense|who pays)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AmountWords();

    [GeneratedRegex(
        @"\b((combien|cb|cmb|kombien) (de |d |d')?(tps|temps|tmps|jours?|joures?|semaines?|mois|heures?|annees?|ans)" +
        @"|delais?|quand|qd|kan|longtemps|vite|tot|how (long|soon|fast|quick(ly)?|late)|hw long|wen" +
        @"|(how|hw) m[a-z]{1,4} (days?|weeks?|months?|hours?|years?|time)" +
        @"|when|deadline|jusqu[ ']a (quand|kan)|duree|dure(nt)?|expire(nt|s)?|run out|perime(nt)?|valables?|valid" +
        @"|in time|dans les temps|by (monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b" +
        @"|^[^a-z]*((et|and|n) )?(days?|jours?|weeks?|semaines?|temps|time)[^a-z]*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DurationWords();

    [GeneratedRegex(
        @"\b(how long (have|do|does|did|would) (i|we|one|you|she|he|they)|in time|too late|trop tard" +
        @"|dans les temps|deadline" +
        @"|(j|on|nous) (ai|a|avons|aurais|aurai) (combien|cb|jusqu)|(combien|cb) de (tps|temps|jours) (j|on) " +
        @"|jusqu a quand" +
        @"|within what|days ago|weeks ago|il y a [0-9a-z]+ (jours|semaines))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DeadlineWords();

    [GeneratedRegex(
        @"\b(how many|hw many|how menny|from what|at least|at most|minimum|maximum" +
        @"|combien (de|d|on|au)|cb de|nombre)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberWords();

    [GeneratedRegex(
        @"\b(heures?|horaires?|h|ouvr(e|ez|es|ent)|ouverte?s?|ferm(e|ez|es|ent)|fermee?s?|what time" +
        @"|wat time|wot time|hours|open|opening|close|closed|closing" +
        @"|till when|until when)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ClockWords();

    [GeneratedRegex(
        @"\b(e?[- ]?mails?|courriel|telephone|tel|tels?|numero|num|appeler|appelle|joindre|joint|contacter?" +
        @"|contact|ecrire|ecris|ecrit|phone|fone|number|ring|call|write|send you|a qui" +
        @"|reach|hold of|email)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ContactWords();

    // "Ou" without its accent is "or" as well.
    [GeneratedRegex(
        @"\b(adresse|adress|address|quartier|where (is|are|s|in|abouts|exactly|do i (find|come|go))" +
        @"|were are|whereabouts" +
        @"|where you at|directions|rue|plan|situee?s?|trouver|trouve|find you|located|based" +
        @"|ou (est|etes|se|sont|ca|exactement|vous|c est)|c ?'?(est)? ou|vous etes ou)\b|\b(ou|where)[ ?]*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlaceWords();
}
