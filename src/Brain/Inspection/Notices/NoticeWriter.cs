using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Mail;
using Gateway.Brain.Records;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>Words what is due, by the appointment as it stands, unless there is nothing to tell any more.</summary>
public sealed class NoticeWriter(
    IDbContextFactory<RecordsDbContext> records, AppointmentLinks links, MailOutbox mails, TimeProvider time)
{
    private static readonly TimeSpan QuestionGoesStale = TimeSpan.FromDays(7);

    /// <summary>The message of a notice.</summary>
    /// <returns>The message, or why there is none.</returns>
    public async Task<(NoticeMessage? Message, string? Dropped)> WriteAsync(
        Centre centre, Notice notice, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var appointment = await db.Appointments.AsNoTracking().SingleOrDefaultAsync(
            one => one.Id == notice.Appointment, cancellationToken);
        if (appointment is null)
            return (null, "gone");
        if (await WhyNotAsync(db, centre, notice, appointment, cancellationToken) is { } reason)
            return (null, reason);
        var locale = NoticeWords.LocaleOf(centre, appointment);
        var link = notice.Kind == NoticeKind.Satisfaction
            ? await links.ToRatingAsync(appointment)
            : await links.ToAsync(appointment);
        var words = WordsOf(centre, appointment, notice.Kind, locale, link);
        return words is null
            ? (null, "noAddress")
            : (new NoticeMessage(appointment, locale, Escaped(words), link), null);
    }

    /// <summary>Sends a notice as a mail instead; false when there is nobody to send it to.</summary>
    public async Task<bool> MailAsync(
        Centre centre, Notice notice, NoticeMessage message, CancellationToken cancellationToken)
    {
        // What was booked, moved or cancelled was told by a mail at once; prospecting does not go out by this way.
        if (notice.Kind is not (NoticeKind.Reminder or NoticeKind.Satisfaction)
            || message.Appointment.ClientEmail is null)
            return false;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var outcome = await mails.AddAsync(
            db, NoticeMails.OfNotice(centre, message.Appointment, notice.Kind, message.Link, notice.Key),
            cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return outcome is MailOutcome.Added or MailOutcome.Known;
    }

    /// <summary>What somebody is told for whom a slot is kept.</summary>
    public async Task<string> OfferAsync(Centre centre, WaitingEntry entry, Slot slot, DateTimeOffset until)
    {
        var when = NoticeWords.Moment(centre, slot.Start, centre.Locale);
        var kept = NoticeWords.Moment(centre, until, centre.Locale);
        return Escaped(await links.ToOfferAsync(entry, until) is { } link
            ? NoticeWords.Say(
                centre.Locale, "offer", ("centre", centre.Name), ("when", when), ("until", kept),
                ("link", link.AbsoluteUri))
            : NoticeWords.Say(
                centre.Locale, "offerNoLink", ("centre", centre.Name), ("when", when), ("until", kept)));
    }

    /// <summary>Tells it by mail; false when there is nobody to send it to.</summary>
    public async Task<bool> MailOfferAsync(
        Centre centre, WaitingEntry entry, Slot slot, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (entry.Email is null)
            return false;
        var link = await links.ToOfferAsync(entry, until);
        var key = FormattableString.Invariant($"waiting:{entry.Id}:{slot.Start.UtcTicks}");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var outcome = await mails.AddAsync(
            db, NoticeMails.OfOffer(centre, entry, slot, until, link, key), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return outcome is MailOutcome.Added or MailOutcome.Known;
    }

    private async Task<string?> WhyNotAsync(
        RecordsDbContext db, Centre centre, Notice notice, Appointment appointment,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (notice.Kind == NoticeKind.Cancelled)
            return appointment.Status == AppointmentStatus.Cancelled ? null : appointment.Status;
        if (appointment.Status is AppointmentStatus.Cancelled or AppointmentStatus.NoShow)
            return appointment.Status;
        if (appointment.SlotDatetime != notice.Slot)
            return "moved";
        switch (notice.Kind)
        {
            case NoticeKind.Satisfaction:
                if (appointment.Satisfaction is not null)
                    return "rated";
                return now > appointment.EndsAt + QuestionGoesStale ? "late" : null;
            case NoticeKind.Invitation:
                // Who has been since, or is to come, knows.
                return await db.Appointments.AnyAsync(
                    one => one.CenterId == appointment.CenterId && one.LicensePlate == appointment.LicensePlate
                        && one.SlotDatetime > appointment.SlotDatetime && one.Visit == VisitKind.Periodic
                        && (one.Status == AppointmentStatus.Confirmed || one.Status == AppointmentStatus.Done),
                    cancellationToken) ? "known" : null;
            case NoticeKind.Revisit:
                return await WhyNoRevisitAsync(db, centre, appointment, now, cancellationToken);
            default:
                if (appointment.Status != AppointmentStatus.Confirmed)
                    return appointment.Status;
                return now >= appointment.SlotDatetime ? "late" : null;
        }
    }

    private static async Task<string?> WhyNoRevisitAsync(
        RecordsDbContext db, Centre centre, Appointment appointment, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (NoticeTimes.OfRevisit(centre, appointment, now) is null)
            return appointment.Result == VisitResult.Unfavourable ? "late" : "notAsked";
        return await db.Appointments.AnyAsync(
            one => one.CenterId == appointment.CenterId && one.LicensePlate == appointment.LicensePlate
                && one.SlotDatetime > appointment.SlotDatetime
                && (one.Visit == VisitKind.Revisit || one.Visit == VisitKind.Periodic)
                && (one.Status == AppointmentStatus.Confirmed || one.Status == AppointmentStatus.Done),
            cancellationToken) ? "known" : null;
    }

    // Null: it makes no sense without a link.
    private static string? WordsOf(Centre centre, Appointment appointment, string kind, string locale, Uri? link)
    {
        if (kind == NoticeKind.Satisfaction)
        {
            return link is null ? null : NoticeWords.Say(
                locale, kind, ("centre", centre.Name), ("link", link.AbsoluteUri));
        }

        if (kind == NoticeKind.Invitation)
        {
            return NoticeWords.Say(
                locale, kind, ("centre", centre.Name), ("plate", appointment.LicensePlate),
                ("last", NoticeWords.Day(NoticeTimes.LastDayOf(centre, appointment), locale)));
        }

        if (kind == NoticeKind.Revisit)
        {
            return NoticeWords.Say(
                locale, kind, ("centre", centre.Name), ("plate", appointment.LicensePlate),
                ("last", NoticeWords.Day(NoticeTimes.LastDayOfRevisit(centre, appointment), locale)));
        }

        var words = NoticeWords.Say(
            locale, kind, ("centre", centre.Name), ("plate", appointment.LicensePlate),
            ("when", NoticeWords.Moment(centre, appointment.SlotDatetime, locale)));
        return link is null || kind == NoticeKind.Cancelled
            ? words
            : $"{words} {NoticeWords.Say(locale, "change", ("link", link.AbsoluteUri))}";
    }

    private static string Escaped(string words)
    {
        AgentText text = words;
        return text.Markdown;
    }
}

/// <summary>A notice in words.</summary>
/// <param name="Appointment">What it is about.</param>
/// <param name="Locale">Its language.</param>
/// <param name="Words">What it says, as an agent's words.</param>
/// <param name="Link">The link in it; null for none.</param>
public sealed record NoticeMessage(Appointment Appointment, string Locale, string Words, Uri? Link)
{
    /// <summary>Why it is sent.</summary>
    public static MessageClass ClassOf(string kind) =>
        kind is NoticeKind.Invitation or NoticeKind.Revisit ? MessageClass.Marketing : MessageClass.Service;
}
