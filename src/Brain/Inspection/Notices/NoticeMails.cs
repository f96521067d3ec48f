using System.Net;
using System.Text;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Mail;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>Words mails about appointments.</summary>
internal static class NoticeMails
{
    /// <summary>To who comes, that it was booked, moved or cancelled, with a file for their calendar.</summary>
    public static MailDraft ToClient(
        Centre centre, Appointment appointment, BookingEvent what, int sequence, Uri? link, string key)
    {
        var locale = NoticeWords.LocaleOf(centre, appointment);
        var when = NoticeWords.Moment(centre, appointment.SlotDatetime, locale);
        var target = what == BookingEvent.Cancelled ? null : link;
        List<string> lines = [NoticeWords.Say(locale, $"mail{what}"), "", .. Facts(centre, appointment, locale)];
        if (what != BookingEvent.Cancelled)
        {
            var bring = NoticeWords.Say(locale, "bringLaw");
            lines.Add(NoticeWords.Say(locale, "lineBring", ("bring", centre.Bring?.In(locale) ?? bring)));
        }

        var method = what == BookingEvent.Cancelled ? InviteMethod.Cancel : InviteMethod.Publish;
        var invite = AppointmentInvite.Write(centre, appointment, sequence, method, locale, target);
        return Draft(
            centre, appointment.ClientEmail!, NoticeWords.Say(locale, $"subject{what}", ("when", when)),
            Greeted(appointment, locale, lines),
            target is null ? null : (NoticeWords.Say(locale, "mailChange"), target), key) with
        {
            Files =
            [
                new MailFile(AppointmentInvite.FileName, invite.ContentType, Encoding.UTF8.GetBytes(invite.Text)),
            ],
        };
    }

    /// <summary>To the centre's people, in their language.</summary>
    public static MailDraft ToCentre(Centre centre, Appointment appointment, BookingEvent what, string key)
    {
        var locale = centre.Locale;
        var when = NoticeWords.Moment(centre, appointment.SlotDatetime, locale);
        var name = $"{appointment.ClientFirstName} {appointment.ClientLastName}";
        var bay = centre.Bays.FirstOrDefault(one => one.Id == appointment.Bay)?.Name ?? appointment.Bay;
        List<string> lines = [.. Facts(centre, appointment, locale, isForCentre: true)];
        if (what == BookingEvent.Moved && appointment.MovedFrom is { } before)
        {
            lines.Insert(0, NoticeWords.Say(
                locale, "lineBefore", ("when", NoticeWords.Moment(centre, before, locale))));
        }

        lines.Add(NoticeWords.Say(locale, "lineBay", ("bay", bay)));
        lines.Add(NoticeWords.Say(locale, "lineClient", ("name", name)));
        if (appointment.ClientPhone is { } phone)
            lines.Add(NoticeWords.Say(locale, "linePhone", ("phone", E164.ToText(phone, "FR"))));
        lines.Add(NoticeWords.Say(locale, "lineChannel", ("channel", appointment.Channel)));
        var subject = NoticeWords.Say(locale, $"centre{what}", ("when", when), ("plate", appointment.LicensePlate));
        return Draft(centre, centre.Email!, subject, lines, link: null, key);
    }

    /// <summary>To who comes, that it is tomorrow; or how content they were.</summary>
    public static MailDraft OfNotice(Centre centre, Appointment appointment, string kind, Uri? link, string key)
    {
        var locale = NoticeWords.LocaleOf(centre, appointment);
        var when = NoticeWords.Moment(centre, appointment.SlotDatetime, locale);
        if (kind == NoticeKind.Satisfaction)
        {
            return Draft(
                centre, appointment.ClientEmail!, NoticeWords.Say(locale, "subjectSatisfaction"),
                Greeted(appointment, locale, []),
                link is null ? null : (NoticeWords.Say(locale, "mailSatisfaction"), link), key);
        }

        List<string> lines = [NoticeWords.Say(locale, "mailReminder"), "", .. Facts(centre, appointment, locale)];
        return Draft(
            centre, appointment.ClientEmail!, NoticeWords.Say(locale, "subjectReminder", ("when", when)),
            Greeted(appointment, locale, lines),
            link is null ? null : (NoticeWords.Say(locale, "mailChange"), link), key);
    }

    /// <summary>To somebody who waits, that a slot has come free.</summary>
    public static MailDraft OfOffer(
        Centre centre, WaitingEntry entry, Slot slot, DateTimeOffset until, Uri? link, string key)
    {
        var locale = centre.Locale;
        var when = NoticeWords.Moment(centre, slot.Start, locale);
        List<string> lines =
        [
            NoticeWords.Say(locale, "mailOffer", ("until", NoticeWords.Moment(centre, until, locale))), "",
            NoticeWords.Say(locale, "lineWhen", ("when", when)),
        ];
        return Draft(
            centre, entry.Email!, NoticeWords.Say(locale, "subjectOffer", ("when", when)), lines,
            link is null ? null : (NoticeWords.Say(locale, "mailOfferTake"), link), key);
    }

    private static List<string> Greeted(Appointment appointment, string locale, IEnumerable<string> lines) =>
        [NoticeWords.Say(locale, "hello", ("name", appointment.ClientFirstName)), "", .. lines];

    private static IEnumerable<string> Facts(
        Centre centre, Appointment appointment, string locale, bool isForCentre = false)
    {
        yield return NoticeWords.Say(
            locale, "lineWhen", ("when", NoticeWords.Moment(centre, appointment.SlotDatetime, locale)));
        yield return NoticeWords.Say(
            locale, "lineVisit", ("visit", InspectionWording.Name(appointment.Visit, locale)));
        yield return NoticeWords.Say(
            locale, "lineVehicle", ("vehicle", $"{appointment.VehicleBrand} {appointment.VehicleModel}".Trim()),
            ("plate", appointment.LicensePlate));
        if (appointment.Price is { } price)
        {
            yield return NoticeWords.Say(
                locale, "linePrice", ("price", new Money(price, appointment.Currency).ToText(locale)));
        }

        if (isForCentre)
            yield break;
        if (centre.Address is { } address)
            yield return NoticeWords.Say(locale, "lineWhere", ("address", $"{centre.Name}, {address}"));
        if (centre.Phone is { } phone)
            yield return NoticeWords.Say(locale, "linePhone", ("phone", E164.ToText(phone, "FR")));
    }

    private static MailDraft Draft(
        Centre centre, string to, string subject, List<string> lines, (string Words, Uri Target)? link, string key)
    {
        var text = string.Join('\n', lines);
        var html = new StringBuilder("<div style=\"font:16px/1.6 sans-serif;max-width:36em\">");
        foreach (var paragraph in text.Split("\n\n"))
            html.Append("<p>").AppendJoin("<br>", paragraph.Split('\n').Select(WebUtility.HtmlEncode)).Append("</p>");
        if (link is var (words, target))
        {
            text += $"\n\n{words}\n{target.AbsoluteUri}";
            var address = WebUtility.HtmlEncode(target.AbsoluteUri);
            html.Append("<p>").Append(WebUtility.HtmlEncode(words)).Append("<br><a href=\"").Append(address)
                .Append("\">").Append(address).Append("</a></p>");
        }

        html.Append("<p>").Append(WebUtility.HtmlEncode(centre.Name)).Append("</p></div>");
        return new MailDraft(centre.Id, to, subject, $"{text}\n\n{centre.Name}\n", key) { Html = html.ToString() };
    }
}
