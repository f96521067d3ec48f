using System.Text.RegularExpressions;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>Whether somebody agrees to what was read back, in words that are no plain yes.</summary>
internal static partial class InspectionAssent
{
    private const float Sure = 0.6f;
    private const string Details = "detail.";

    // What may stand beside a yes and changes nothing of it: courtesies, and questions.
    private static readonly string[] Beside = ["yes", "thanks", "bye", "chat", "greet", "choose"];

    /// <summary>True where they agree; null where a plain yes alone decides.</summary>
    /// <param name="reading">The message.</param>
    /// <param name="heard">The same, as every conversation's intents are heard in it.</param>
    /// <param name="isOfCancelling">Whether an appointment is to be called off: then to say so is a yes.</param>
    public static bool? Of(InspectionReading reading, Utterance heard, bool isOfCancelling)
    {
        if (reading.Clauses.Count == 0 || heard.IsAny(Intents.No, Intents.Wait, Intents.Hesitation, Intents.Correction)
            || (isOfCancelling ? DoubtsOfCancelling() : Doubts()).IsMatch(heard.Text))
            return null;
        // "Yes, that one" is a yes to what was read back as well as a choice.
        var saysYes = heard.Is(Intents.Yes);
        var agrees = reading.Clauses.Any(clause => IsYes(clause, isOfCancelling, saysYes));
        return agrees && reading.Clauses.All(clause => IsYes(clause, isOfCancelling, saysYes)
            || Beside.Contains(clause.Act)
            || clause.Act.StartsWith(Details, StringComparison.Ordinal)) ? true : null;
    }

    private static bool IsYes(ReadClause clause, bool isOfCancelling, bool saysYes) =>
        clause.Acts.Where(act => act.Key == "yes" || (saysYes && act.Key is "choose" or "thanks" or "bye")
                || (isOfCancelling && act.Key is "cancel" or "refuse"))
            .Sum(act => act.Value) >= Sure;

    [GeneratedRegex(
        @"\b(?:mais|plut[oô]t|finalement|attende[zs]|attends|but|actually|wait|rather|instead|garde[rz]?|keep)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex DoubtsOfCancelling();

    [GeneratedRegex(
        @"\b(?:mais|sauf|si|plut[oô]t|finalement|attende[zs]|attends|pas|but|except|unless|if|actually|wait|rather|instead|not|don.?t)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Doubts();
}
