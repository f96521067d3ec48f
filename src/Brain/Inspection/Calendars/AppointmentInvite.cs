using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Ical.Net;
using Ical.Net.DataTypes;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// One appointment as a file to a mail: whoever opens it has it in their calendar, and a later one of the same
/// appointment moves it there, or takes it out. It asks nobody.
/// </summary>
public static class AppointmentInvite
{
    /// <summary>What the file is called.</summary>
    public const string FileName = "rendez-vous.ics";

    /// <summary>Writes it.</summary>
    /// <param name="centre">Where it is.</param>
    /// <param name="appointment">The appointment, as it stands now.</param>
    /// <param name="sequence">
    /// How often it was changed: 0 when it was booked, more with each change
    /// (<see cref="CalendarFeeds.SequenceAsync"/>).
    /// </param>
    /// <param name="method">
    /// What it asks for. <see cref="InviteMethod.Request"/> names both sides by their e-mail, and is
    /// <see cref="InviteMethod.Publish"/> where either has none.
    /// </param>
    /// <param name="locale">Language of who gets it, <c>fr</c> or <c>en</c>.</param>
    /// <param name="link">Where it can be moved or cancelled; null: nowhere.</param>
    public static InviteFile Write(
        Centre centre, Appointment appointment, int sequence, InviteMethod method, string locale, Uri? link = null)
    {
        if (method == InviteMethod.Request && (centre.Email is null || appointment.ClientEmail is null))
            method = InviteMethod.Publish;
        var words = CalendarWords.Of(locale);
        var written = CalendarWriter.Event(
            AppointmentUid.Of(centre.Id, appointment.Id), appointment.SlotDatetime, appointment.EndsAt,
            appointment.ChangedAt, $"{words.Inspection} – {centre.Name}");
        written.Sequence = sequence;
        written.Status = method == InviteMethod.Cancel ? EventStatus.Cancelled : EventStatus.Confirmed;
        written.Location = CalendarTexts.OneLine(centre.Address?.ToString() ?? centre.Name, 200);
        written.Url = link;
        var car = string.Join(
            ' ', new[] { appointment.VehicleBrand, appointment.VehicleModel, appointment.LicensePlate }
                .OfType<string>());
        written.Description = CalendarWriter.Lines(
        [
            $"{words.Vehicle}{car}",
            words.Visit + words.Name(appointment.Visit),
            centre.Phone is { } phone ? words.Phone + phone : null,
            link is null ? null : words.Change + link,
        ]);
        if (centre.Email is { } email)
            written.Organizer = new Organizer($"mailto:{email}") { CommonName = centre.Name };
        if (method != InviteMethod.Publish && appointment.ClientEmail is { } client)
        {
            written.Attendees.Add(new Attendee($"mailto:{client}")
            {
                CommonName = $"{appointment.ClientFirstName} {appointment.ClientLastName}",
                // It is agreed already.
                ParticipationStatus = EventParticipationStatus.Accepted,
                Rsvp = false,
            });
        }

        var calendar = CalendarWriter.Begin();
        calendar.Method = NameOf(method);
        calendar.Events.Add(written);
        return new InviteFile(
            CalendarWriter.Write(calendar), $"text/calendar; charset=utf-8; method={calendar.Method}");
    }

    private static string NameOf(InviteMethod method) => method switch
    {
        InviteMethod.Request => "REQUEST",
        InviteMethod.Cancel => "CANCEL",
        _ => "PUBLISH",
    };
}

/// <summary>What a calendar file asks for (RFC 5546, 1.4).</summary>
public enum InviteMethod
{
    /// <summary>To be put into a calendar.</summary>
    Publish,

    /// <summary>To be put into the calendar of somebody who is invited.</summary>
    Request,

    /// <summary>To be taken out.</summary>
    Cancel,
}

/// <summary>A file of a calendar.</summary>
/// <param name="Text">What stands in it; to be sent in UTF-8.</param>
/// <param name="ContentType">What it is.</param>
public sealed record InviteFile(string Text, string ContentType);
