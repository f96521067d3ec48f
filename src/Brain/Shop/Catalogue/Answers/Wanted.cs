using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>Which kind of thing a question asks for.</summary>
/// <param name="Amount">A sum of money, or whether it costs any.</param>
/// <param name="Duration">A number of days or hours, or by when.</param>
/// <param name="Clock">A time of day.</param>
/// <param name="Contact">A telephone number or an address to write to.</param>
/// <param name="Place">Where something is.</param>
internal readonly partial record struct Wanted(bool Amount, bool Duration, bool Clock, bool Contact, bool Place)
{
    /// <summary>Looks at a question.</summary>
    public static Wanted In(string question)
    {
        var folded = Word.Fold(question);
        var duration = DurationWords().IsMatch(folded);
        return new Wanted(!duration && AmountWords().IsMatch(folded), duration, ClockWords().IsMatch(folded),
            ContactWords().IsMatch(folded), PlaceWords().IsMatch(folded));
    }

    [GeneratedRegex(
        @"\b(combien|cb|cmb|combi1|coute(nt|r)?|cout|couts|prix|tarifs?|frais|payant(e|es|s)?|gratuit(e" +
        @"|es|s)?|offerte?s?|pr rien|montant" +
        @"|how much|hw much|costs?|price|charge|charges|charged|fees?|free|pay for|expensive|cher|chere)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AmountWords();

    [GeneratedRegex(
        @"\b(combien de (tps|temps|jours?|semaines?|mois)|cb de (tps|temps|jours?)|delais?|quand|qd|kan" +
        @"|longtemps|how long|hw long|how many (days|weeks|months)" +
        @"|how soon|how fast|how quick(ly)?|when|wen|deadline|jusqu a quand|duree|dure|by (monday|tuesday" +
        @"|wednesday|thursday|friday|saturday|sunday)" +
        @"|how late)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DurationWords();

    [GeneratedRegex(
        @"\b(heures?|horaires?|h|ouvr(e|ez|es|ent)|ouverte?s?|ferm(e|ez|es|ent)|fermee?s?|what time" +
        @"|wat time|wot time|hours|open|opening|close|closed|closing" +
        @"|till when|until when)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ClockWords();

    [GeneratedRegex(
        @"\b(e?[- ]?mails?|courriel|telephone|tel|tels?|numero|num|appeler|joindre|joint|contacter?" +
        @"|contact|ecrire|phone|fone|number|ring|call" +
        @"|reach|hold of|write to|email)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ContactWords();

    [GeneratedRegex(
        @"\b(ou|adresse|quartier|where|were|whereabouts|abouts|address|directions|adress|rue|plan" +
        @"|situee?s?|trouver|find you|located|based)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlaceWords();
}
