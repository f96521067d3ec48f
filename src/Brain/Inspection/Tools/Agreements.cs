using Gateway.Brain.House.Reading;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Whether a message agrees to what was read back.</summary>
internal static class Agreements
{
    /// <summary>
    /// True where it does in words of its own, false where it names another day, time, plate or number than was read
    /// back; null where a plain yes decides.
    /// </summary>
    public static bool? Of(InspectionTurn turn, string message, string readBack, bool isOfCancelling)
    {
        var locale = turn.Locale;
        var heard = Utterance.Read(message, locale, Lexicon.Load($"House.{locale}.lexicon"));
        var reading = InspectionReading.Of(
            heard.Text, InspectionReading.Situated(turn.Inspection, isProposed: true, locale));
        return !ReadBackFigures.Agree(heard.Text, readBack, locale, turn.Today)
            ? false
            : InspectionAssent.Of(reading, heard, isOfCancelling);
    }
}
