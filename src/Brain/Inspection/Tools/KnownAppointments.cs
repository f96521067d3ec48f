using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Appointments as the conversation knows them.</summary>
internal static class KnownAppointments
{
    /// <summary>What the conversation keeps of one.</summary>
    public static KnownAppointment Of(Appointment appointment, InspectionTurn turn) => new(
        appointment.Id,
        appointment.SlotIn(turn.Centre).Id,
        turn.Clock(appointment.SlotDatetime),
        string.Join(' ', new[] { appointment.VehicleBrand, appointment.VehicleModel, appointment.LicensePlate }
            .OfType<string>().Where(text => text.Length > 0)));

    /// <summary>The one that is meant: by its number in the list, or the only one; null where several may be.</summary>
    public static KnownAppointment? Meant(this InspectionState state, int? number) => number switch
    {
        { } place when place >= 1 && place <= state.Known.Count => state.Known[place - 1],
        null when state.Known is [var only] => only,
        _ => null,
    };

    /// <summary>Tells of one.</summary>
    public static AppointmentTold Told(KnownAppointment appointment, int number, InspectionTurn turn) => new(
        number, appointment.Start, SlotWords.Moment(appointment.Start, turn.Locale).Markdown, appointment.Vehicle);
}

/// <summary>An appointment of the contact, as it is told.</summary>
/// <param name="Number">Its number in the list, from 1.</param>
/// <param name="Start">When it begins.</param>
/// <param name="InWords">The same, said.</param>
/// <param name="Vehicle">What comes.</param>
internal sealed record AppointmentTold(int Number, DateTimeOffset Start, string InWords, string Vehicle);
