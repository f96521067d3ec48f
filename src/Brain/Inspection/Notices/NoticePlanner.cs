using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Mail;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>
/// Plans what is told of an appointment, in the transaction that makes, moves or cancels it: mails at once, and what
/// has its time, or goes out as an SMS, as rows. What was planned for another time before is taken back.
/// </summary>
internal sealed class NoticePlanner(MailOutbox mails, AppointmentLinks links, TimeProvider time) : IBookingNews
{
    // Who stands at the counter needs no message.
    private static readonly TimeSpan AtTheCounter = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public async Task NoteAsync(
        RecordsDbContext db, Centre centre, Appointment appointment, BookingEvent what,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (what == BookingEvent.Marked)
        {
            await PlanRevisitAsync(db, centre, appointment, now, cancellationToken);
            return;
        }

        var sequence = 0;
        if (what != BookingEvent.Booked)
        {
            sequence = await db.AppointmentChanges.CountAsync(
                change => change.Appointment == appointment.Id, cancellationToken);
            await db.Notices
                .Where(notice => notice.Appointment == appointment.Id && notice.Status == NoticeStatus.Waiting)
                .ExecuteDeleteAsync(cancellationToken);
        }

        var stem = FormattableString.Invariant($"{appointment.Id:n}:{sequence}");
        if (appointment.SlotDatetime > now + AtTheCounter)
        {
            await MailClientAsync(db, centre, appointment, what, sequence, stem, cancellationToken);
            if (appointment.ClientPhone is not null)
                Add(db, appointment, KindOf(what), NoticeChannel.Sms, now, stem, now);
        }

        if (what != BookingEvent.Cancelled)
            PlanLater(db, centre, appointment, stem, now);
        // What its own people do, they know.
        if (centre.Email is not null && (what != BookingEvent.Booked || appointment.Channel != "centre"))
        {
            await mails.AddAsync(
                db, NoticeMails.ToCentre(centre, appointment, what, $"centre:{stem}"), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    // What came of a visit may be noted anew: the last that was noted counts.
    private static async Task PlanRevisitAsync(
        RecordsDbContext db, Centre centre, Appointment appointment, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await db.Notices
            .Where(notice => notice.Appointment == appointment.Id && notice.Kind == NoticeKind.Revisit
                && notice.Status == NoticeStatus.Waiting)
            .ExecuteDeleteAsync(cancellationToken);
        if (appointment.ClientPhone is null || NoticeTimes.OfRevisit(centre, appointment, now) is not { } due)
            return;
        // Who was told of it once is not told again.
        var stem = $"{appointment.Id:n}";
        if (await db.Notices.AnyAsync(
            notice => notice.Workspace == centre.Id && notice.Key == NoticeKind.Revisit + ":" + stem,
            cancellationToken))
            return;
        Add(db, appointment, NoticeKind.Revisit, NoticeChannel.Sms, due, stem, now);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task MailClientAsync(
        RecordsDbContext db, Centre centre, Appointment appointment, BookingEvent what, int sequence, string stem,
        CancellationToken cancellationToken)
    {
        if (appointment.ClientEmail is null)
            return;
        var link = await links.ToAsync(appointment);
        // An address that no mail goes to is no reason to refuse the appointment.
        await mails.AddAsync(
            db, NoticeMails.ToClient(centre, appointment, what, sequence, link, $"client:{stem}"), cancellationToken);
    }

    private static void PlanLater(
        RecordsDbContext db, Centre centre, Appointment appointment, string stem, DateTimeOffset now)
    {
        var channel = appointment.ClientPhone is not null ? NoticeChannel.Sms : NoticeChannel.Mail;
        if (channel == NoticeChannel.Mail && appointment.ClientEmail is null)
            return;
        if (NoticeTimes.OfReminder(centre, appointment.SlotDatetime, now) is { } reminder)
            Add(db, appointment, NoticeKind.Reminder, channel, reminder, stem, now);
        var question = NoticeTimes.OfQuestion(centre, appointment.EndsAt);
        Add(db, appointment, NoticeKind.Satisfaction, channel, question, stem, now);
        // Prospecting does not go out by mail.
        if (channel == NoticeChannel.Sms && NoticeTimes.OfInvitation(centre, appointment) is { } invitation)
            Add(db, appointment, NoticeKind.Invitation, channel, invitation, stem, now);
    }

    private static string KindOf(BookingEvent what) => what switch
    {
        BookingEvent.Booked => NoticeKind.Booked,
        BookingEvent.Moved => NoticeKind.Moved,
        _ => NoticeKind.Cancelled,
    };

    private static void Add(
        RecordsDbContext db, Appointment appointment, string kind, string channel, DateTimeOffset due, string stem,
        DateTimeOffset now) => db.Notices.Add(new Notice
        {
            Id = Guid.CreateVersion7(now),
            Workspace = appointment.CenterId,
            Appointment = appointment.Id,
            Kind = kind,
            Channel = channel,
            Key = $"{kind}:{stem}",
            Slot = appointment.SlotDatetime,
            Due = due,
            Status = NoticeStatus.Waiting,
            CreatedAt = now,
            NextAt = due,
        });
}
