using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Times;
using Gateway.Brain.House.Vehicles;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Which vehicle a message tells of, where it tells of one for an appointment.</summary>
internal static partial class DriverVehicles
{
    // Acts in which what is said of a vehicle is told for the appointment.
    private static readonly string[] Telling =
        ["book", "inform", "correct", "yes", "choose", "move", "cancel", "find", "slots", "decline", "waitlist", "no"];

    /// <summary>The vehicle; null where it tells of none.</summary>
    /// <param name="text">The message, with plates, numbers and addresses blanked out.</param>
    /// <param name="reading">The same, read.</param>
    /// <param name="state">Where the conversation stands.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static VehicleMention? Find(string text, InspectionReading reading, InspectionState state, string locale)
    {
        var letters = text.ToCharArray();
        // Questions about the centre's ways name vehicles only by the way.
        foreach (var clause in reading.Clauses.Where(one => !Telling.Contains(one.Act)
            && one.Act is not ("detail.price" or "detail.vehicle" or "detail.law" or "detail.revisit")
            && !one.Spans.Any(span => span.Kind is "brand" or "model" or "vehicle")))
            Array.Fill(letters, ' ', clause.Start, Math.Min(clause.End, letters.Length) - clause.Start);
        // "Vendredi 4 à 8h, Renault" is no Renault 4.
        foreach (var time in TimeReader.Find(text, locale, new LocalNow(new DateOnly(2026, 1, 1), default)))
        {
            if (IsWritten(text[time.Start..time.End]))
                Array.Fill(letters, MaskedText.Mask, time.Start, time.End - time.Start);
        }

        var isAsked = state.Asked.Any(one => one is Ask.Brand or Ask.Vehicle or Ask.Plate);
        var masked = new string(letters);
        // "Mob" is a telephone in English, and in French only where a number stands behind it.
        masked = Mobile().Replace(masked, match => locale != "fr" || match.Value.Contains(MaskedText.Mask)
            ? new string(' ', match.Length)
            : match.Value);
        // "Henk van der Velde" brings no van.
        masked = OfName().Replace(masked, match => new string(' ', match.Length));
        var mention = VehicleMention.Find(masked, locale, isAsked);
        // "Un conseil de classe": the name alone is a word.
        return mention is { MakeSpan: null, ModelSpan: { } model } && IsWord(masked[model.Start..model.End])
            ? VehicleMention.Find(Blanked(masked, model), locale, isAsked)
            : mention;
    }

    /// <summary>
    /// The kind of vehicle that is told; null where it is not, or the one that is known counts for more than what the
    /// model mostly is.
    /// </summary>
    public static VehicleType? KindOf(VehicleMention? mention, InspectionState state)
    {
        var kind = mention?.Kind switch
        {
            VehicleKind.Car => VehicleType.Car,
            VehicleKind.Van => VehicleType.Van,
            VehicleKind.Motorcycle => VehicleType.Motorcycle,
            VehicleKind.Motorhome => VehicleType.Motorhome,
            _ => (VehicleType?)null,
        };
        if (kind is null || state.Draft.Vehicle is not { } known || known == kind)
            return kind;
        // What is said of it counts for more than what its model mostly is; a motorcycle has other makes.
        return mention!.KindSpan is not null
            || ((known == VehicleType.Motorcycle || kind == VehicleType.Motorcycle) && mention.Model is not null)
                ? kind
                : null;
    }

    private static string Blanked(string text, TextSpan span) =>
        $"{text[..span.Start]}{new string(' ', span.End - span.Start)}{text[span.End..]}";

    private static bool IsWritten(string time) =>
        time.Any(char.IsAsciiDigit) && time.Any(sign => char.IsLetter(sign) || sign is ':' or '/' or '.');

    private static bool IsWord(string name) => name.Equals("classe", StringComparison.OrdinalIgnoreCase)
        || name.Equals("class", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"\bvan (?:der|den|de|ter|het|'t|dam|dyk|dijk|damme|loon|gogh)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex OfName();

    [GeneratedRegex(@"\bmob\b[ .:]*\u0001?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Mobile();
}
