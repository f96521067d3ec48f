using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// A centre's planning, or that of one of its bays, as a calendar that its people subscribe to: who comes with what,
/// what is blocked, and what is kept for somebody of the waiting list. What the centre's own calendar takes is not in
/// it: it would come back there.
/// </summary>
/// <param name="centre">Whose.</param>
/// <param name="bay">Id of the bay; null for all of them.</param>
/// <param name="content">What is to be told.</param>
public sealed class CalendarFeed(Centre centre, string? bay, FeedContent content)
{
    // With what is written, or how, its mark changes.
    private const string Version = "1";

    private readonly CalendarWords _words = CalendarWords.Of(centre.Locale);

    /// <summary>Changes whenever what is written does: an entity tag without its quotes.</summary>
    public string Mark
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var part in Parts())
                hash.AppendData(Encoding.UTF8.GetBytes(part + "\n"));
            return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
        }
    }

    /// <summary>The calendar (<c>text/calendar</c>, UTF-8).</summary>
    public string Write()
    {
        var calendar = CalendarWriter.Begin();
        calendar.AddProperty("X-WR-CALNAME", Name);
        calendar.AddProperty("NAME", Name);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", "PT15M");
        refresh.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(refresh);
        calendar.AddProperty("X-PUBLISHED-TTL", "PT15M");
        foreach (var one in content.Appointments)
            calendar.Events.Add(Of(one));
        foreach (var one in content.Blocks)
            calendar.Events.Add(Of(one));
        foreach (var one in content.Offers)
            calendar.Events.Add(Of(one));
        return CalendarWriter.Write(calendar);
    }

    private string Name => CalendarTexts.OneLine(
        $"{centre.Name} – {(bay is null ? _words.Planning : NameOf(bay))}", 120);

    private IEnumerable<string> Parts()
    {
        yield return $"{Version} {centre.Locale} {Name}";
        foreach (var one in centre.Bays)
            yield return $"{one.Id} {one.Name}";
        foreach (var (one, sequence) in content.Appointments)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{one.Id} {one.ChangedAt.UtcTicks} {sequence} {one.Status}");
        }

        foreach (var one in content.Blocks)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Id} {one.During.LowerBound.Ticks} {one.During.UpperBound.Ticks} {one.Note}");
        }

        foreach (var one in content.Offers)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Id} {one.OfferedSlot?.UtcTicks} {one.OfferedUntil?.UtcTicks} {one.Phone}");
        }
    }

    private CalendarEvent Of(FeedAppointment told)
    {
        var one = told.Appointment;
        var car = string.Join(' ', new[] { one.VehicleBrand, one.VehicleModel }.OfType<string>());
        var kind = one.Visit == VisitKind.Periodic ? "" : $"{_words.Name(one.Visit)} · ";
        var written = CalendarWriter.Event(
            AppointmentUid.Of(centre.Id, one.Id), one.SlotDatetime, one.EndsAt, one.ChangedAt,
            $"{kind}{one.LicensePlate} · {car} · {one.ClientFirstName} {one.ClientLastName}");
        written.Sequence = told.Sequence;
        written.Status = one.Status == AppointmentStatus.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed;
        written.Location = CalendarTexts.OneLine(NameOf(one.Bay), 80);
        written.Description = CalendarWriter.Lines(
        [
            $"{one.ClientFirstName} {one.ClientLastName}",
            one.ClientPhone is { } phone ? _words.Phone + phone : null,
            one.ClientEmail is { } email ? _words.Email + email : null,
            $"{_words.Vehicle}{car}, {one.LicensePlate} ({_words.Name(one.Vehicle)})",
            _words.Visit + _words.Name(one.Visit),
            one.Price is { } price ? _words.Price + _words.Amount(price, one.Currency) : null,
        ]);
        return written;
    }

    private CalendarEvent Of(BayTime block)
    {
        var from = new DateTimeOffset(block.During.LowerBound);
        // When it was made is not known; it is never changed.
        var written = CalendarWriter.Event(
            AppointmentUid.Of(centre.Id, "block", block.Id), from, new DateTimeOffset(block.During.UpperBound), from,
            $"{_words.Blocked} – {NameOf(block.Bay)}");
        written.Status = EventStatus.Confirmed;
        written.Location = CalendarTexts.OneLine(NameOf(block.Bay), 80);
        written.Description = CalendarWriter.Lines([block.Note]);
        return written;
    }

    private CalendarEvent Of(WaitingEntry offer)
    {
        var from = offer.OfferedSlot!.Value;
        var minutes = centre.MinutesFor(offer.Vehicle, offer.Visit);
        var until = TimeZoneInfo.ConvertTime(offer.OfferedUntil!.Value, centre.Zone);
        var written = CalendarWriter.Event(
            AppointmentUid.Of(centre.Id, "waiting", offer.Id), from, from.AddMinutes(minutes), offer.CreatedAt,
            $"{_words.Offered} · {offer.FirstName} {offer.LastName}");
        written.Status = EventStatus.Tentative;
        written.Transparency = "TRANSPARENT";
        written.Sequence = offer.Passed;
        written.Description = CalendarWriter.Lines(
        [
            $"{offer.FirstName} {offer.LastName}", _words.Phone + offer.Phone,
            $"{_words.Vehicle}{_words.Name(offer.Vehicle)}",
            _words.Until + until.ToString("HH:mm", CultureInfo.InvariantCulture),
        ]);
        return written;
    }

    private string NameOf(string id) => centre.Bays.FirstOrDefault(one => one.Id == id)?.Name ?? id;
}

/// <summary>What a centre's calendar tells.</summary>
/// <param name="Appointments">Who comes, and for a while who will not after all.</param>
/// <param name="Blocks">What its people took out.</param>
/// <param name="Offers">What is kept for somebody of the waiting list.</param>
public sealed record FeedContent(
    IReadOnlyList<FeedAppointment> Appointments, IReadOnlyList<BayTime> Blocks, IReadOnlyList<WaitingEntry> Offers);

/// <summary>An appointment as it is told.</summary>
/// <param name="Appointment">The appointment.</param>
/// <param name="Sequence">How often it was changed (RFC 5545, 3.8.7.4).</param>
public sealed record FeedAppointment(Appointment Appointment, int Sequence);
