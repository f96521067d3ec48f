using System.Globalization;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Demo.Frame;
using Gateway.Inspection.SignUp;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Notices;

/// <summary>
/// The pages that links in messages lead to: <c>/r/{token}</c>. Who has the link may see, move and cancel that one
/// appointment, say how it was, or take the slot that is kept for them; nothing changes by looking.
/// </summary>
internal static class LinkEndpoints
{
    private const int MostDays = 21;
    private const int MostLetters = 80;

    /// <summary>Maps them.</summary>
    public static void MapAppointmentLinks(this IEndpointRouteBuilder pages)
    {
        pages.MapMethods("/r/{token}", DemoPages.ReadMethods, ShowAsync);
        pages.MapPost("/r/{token}/move", MoveAsync);
        pages.MapPost("/r/{token}/cancel", CancelAsync);
        pages.MapPost("/r/{token}/rate", RateAsync);
        pages.MapPost("/r/{token}/invite", InviteAsync);
        pages.MapPost("/r/{token}/take", TakeAsync);
    }

    private static async Task<IResult> ShowAsync(
        string token, HttpContext context, DemoPages pages, LinkVisit visit, PlanningBook book,
        CancellationToken cancellationToken)
    {
        if (await visit.CountAsync(context, changes: false) is { } wait)
            return TooMany(context, wait);
        switch (AppointmentLink.Read(token)?.Kind)
        {
            case LinkKind.Appointment
                when await visit.OpenAsync(token, LinkKind.Appointment, cancellationToken) is { } opened:
                if (opened.IsOver)
                    return Over(context, pages, opened.Centre.Locale, opened.Centre.Phone);
                var free = opened.CanChange
                    ? await FreeAsync(context, opened, book, cancellationToken)
                    : (From: default, Slots: []);
                return Render<AppointmentPage>(context, pages, opened.Centre.Locale, new()
                {
                    ["Opened"] = opened,
                    ["From"] = free.From,
                    ["Free"] = free.Slots,
                    ["Query"] = context.Request.Query,
                });
            case LinkKind.Rating when await visit.OpenAsync(token, LinkKind.Rating, cancellationToken) is { } rated:
                return rated.IsOver
                    ? Over(context, pages, rated.Centre.Locale, rated.Centre.Phone)
                    : Render<RatingPage>(context, pages, rated.Centre.Locale, new()
                    {
                        ["Opened"] = rated,
                        ["Query"] = context.Request.Query,
                    });
            case LinkKind.Offer when await visit.OpenOfferAsync(token, cancellationToken) is { } offer:
                return offer.IsOver
                    ? Over(context, pages, offer.Centre.Locale, offer.Centre.Phone)
                    : Render<OfferPage>(context, pages, offer.Centre.Locale, new()
                    {
                        ["Offer"] = offer,
                        ["Query"] = context.Request.Query,
                    });
            default:
                Protect(context.Response);
                return pages.NotFound(context, "/");
        }
    }

    private static async Task<IResult> MoveAsync(
        string token, HttpContext context, DemoPages pages, LinkVisit visit, AppointmentLinks links,
        PlanningBook book, CancellationToken cancellationToken)
    {
        if (await visit.CountAsync(context, changes: true) is { } wait)
            return TooMany(context, wait);
        if (await visit.OpenAsync(token, LinkKind.Appointment, cancellationToken) is not { } opened)
            return pages.NotFound(context, "/");
        var form = await FormAsync(context.Request, cancellationToken);
        if (!opened.CanChange)
            return Back(context, $"/r/{token}", "problem", "over");
        var (appointment, centre) = (opened.Appointment, opened.Centre);
        if (Slot.TryRead(centre, form["slot"]) is not { } slot
            || (slot.Vehicle, slot.Visit) != (appointment.Vehicle, appointment.Visit)
            || !Guid.TryParse(form["request"], out var request))
            return Back(context, $"/r/{token}", "problem", "choose");
        var outcome = await book.MoveAsync(
            centre, appointment.Id, slot, $"link:{appointment.Id:n}:{request:n}", holder: null, cancellationToken);
        // The link to where it is now holds until then.
        return outcome is BookingOutcome.Booked(var moved)
            ? Back(context, await links.PathToAsync(moved), "done", "moved")
            : Back(context, $"/r/{token}", "problem", outcome is BookingOutcome.Gone ? "gone" : "refused");
    }

    private static async Task<IResult> CancelAsync(
        string token, HttpContext context, DemoPages pages, LinkVisit visit, PlanningBook book,
        CancellationToken cancellationToken)
    {
        if (await visit.CountAsync(context, changes: true) is { } wait)
            return TooMany(context, wait);
        if (await visit.OpenAsync(token, LinkKind.Appointment, cancellationToken) is not { } opened)
            return pages.NotFound(context, "/");
        var id = opened.Appointment.Id;
        return !opened.IsOver
            && await book.CancelAsync(opened.Centre, id, $"link:{id:n}:cancel", cancellationToken)
                ? Back(context, $"/r/{token}", "done", "cancelled")
                : Back(context, $"/r/{token}", "problem", "over");
    }

    private static async Task<IResult> RateAsync(
        string token, HttpContext context, DemoPages pages, LinkVisit visit, VisitFeedback feedback,
        CancellationToken cancellationToken)
    {
        if (await visit.CountAsync(context, changes: true) is { } wait)
            return TooMany(context, wait);
        if (await visit.OpenAsync(token, LinkKind.Rating, cancellationToken) is not { } opened)
            return pages.NotFound(context, "/");
        var form = await FormAsync(context.Request, cancellationToken);
        if (!opened.IsOver && form["score"] is [[>= '1' and <= '5' and var digit]])
        {
            var score = digit - '0';
            await feedback.RateAsync(opened.Appointment, score, cancellationToken);
        }

        return Back(context, $"/r/{token}", "done", "rated");
    }

    private static async Task<IResult> InviteAsync(
        string token, HttpContext context, DemoPages pages, LinkVisit visit, VisitFeedback feedback,
        CancellationToken cancellationToken)
    {
        if (await visit.CountAsync(context, changes: true) is { } wait)
            return TooMany(context, wait);
        if (await visit.OpenAsync(token, LinkKind.Rating, cancellationToken) is not { } opened)
            return pages.NotFound(context, "/");
        return !opened.IsOver && await feedback.AgreeAsync(opened.Appointment, cancellationToken)
            ? Back(context, $"/r/{token}", "done", "agreed")
            : Back(context, $"/r/{token}", "problem", "over");
    }

    private static async Task<IResult> TakeAsync(
        string token, HttpContext context, DemoPages pages, LinkVisit visit, AppointmentLinks links,
        PlanningBook book, CancellationToken cancellationToken)
    {
        if (await visit.CountAsync(context, changes: true) is { } wait)
            return TooMany(context, wait);
        if (await visit.OpenOfferAsync(token, cancellationToken) is not { } offer)
            return pages.NotFound(context, "/");
        if (offer.IsOver)
            return Back(context, $"/r/{token}", "problem", "over");
        var form = await FormAsync(context.Request, cancellationToken);
        string Told(string name, string? known) =>
            known ?? (form[name].ToString() is { Length: <= MostLetters } text ? text : "");
        var entry = offer.Entry;
        var client = new ClientInfo(
            Told("first_name", entry.FirstName), Told("last_name", entry.LastName), entry.Phone, entry.Email,
            Told("vehicle_brand", null), VehicleModel: null, Told("license_plate", null));
        var origin = new BookingOrigin(
            FormattableString.Invariant($"waiting:{entry.Id}:{offer.Slot.Start.UtcTicks}"), entry.Session,
            entry.Contact, entry.Channel);
        return await book.BookAsync(offer.Centre, offer.Slot, client, origin, entry.Holder, cancellationToken) switch
        {
            BookingOutcome.Booked(var booked) => Back(context, await links.PathToAsync(booked), "done", "booked"),
            BookingOutcome.Refused(BookingRefusal.PlateMalformed) => Back(context, $"/r/{token}", "problem", "plate"),
            BookingOutcome.Refused => Back(context, $"/r/{token}", "problem", "choose"),
            _ => Back(context, $"/r/{token}", "problem", "gone"),
        };
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : FormCollection.Empty;

    private static async Task<(DateOnly From, IReadOnlyList<Slot> Slots)> FreeAsync(
        HttpContext context, OpenedAppointment opened, PlanningBook book, CancellationToken cancellationToken)
    {
        var (centre, appointment) = (opened.Centre, opened.Appointment);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(opened.Now, centre.Zone).DateTime);
        var from = DateOnly.TryParseExact(
            context.Request.Query["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day > today && day < today.AddDays(366)
                ? day : today;
        var query = new SlotQuery(from, from.AddDays(MostDays), appointment.Vehicle, appointment.Visit);
        var free = await book.FindAsync(centre, query, holder: null, cancellationToken);
        return (from, [.. free.Where(slot => slot.Start != appointment.SlotDatetime)]);
    }

    private static RazorComponentResult<TPage> Render<TPage>(
        HttpContext context, DemoPages pages, string locale, Dictionary<string, object?> parameters,
        int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        parameters["Page"] = pages.PageFor(context, locale);
        var page = DemoPages.Render<TPage>(context, parameters);
        page.StatusCode = status;
        Protect(context.Response);
        return page;
    }

    private static RazorComponentResult<LinkOverPage> Over(
        HttpContext context, DemoPages pages, string locale, string? phone) =>
        Render<LinkOverPage>(context, pages, locale, new() { ["Phone"] = phone }, StatusCodes.Status410Gone);

    private static IResult TooMany(HttpContext context, TimeSpan wait)
    {
        Protect(context.Response);
        context.Response.Headers.RetryAfter =
            Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Results.Problem(
            "Too many links were opened from this address: try again later.",
            statusCode: StatusCodes.Status429TooManyRequests);
    }

    private static SeeOther Back(HttpContext context, string path, string name, string value)
    {
        Protect(context.Response);
        var language = context.Request.Query["lang"].ToString() is "fr" or "en"
            ? $"&lang={context.Request.Query["lang"]}"
            : "";
        return new SeeOther($"{path}?{name}={value}{language}");
    }

    // The address is the key: it is kept nowhere, and passed on to nobody.
    private static void Protect(HttpResponse response)
    {
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers.CacheControl = "no-store";
    }
}
