using System.Text.RegularExpressions;
using Gateway.Brain.House.Vehicles;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>
/// Several vehicles in one message: the first is booked first, and what was said of the other is taken up after it.
/// </summary>
internal static partial class FurtherVehicles
{
    private const int LeastBetween = 3;

    /// <summary>The request for the first vehicle alone, where the message tells of two; else the same.</summary>
    public static async Task<InspectionRequest> ApartAsync(InspectionRequest request)
    {
        if (request.State.Moving is not null || Cut(request) is not { } cut)
            return request;
        var (first, second) = (request.Heard.Text[..cut], request.Heard.Text[cut..].Trim(' ', ',', ';', '.'));
        // "Two vans: a Master and a Berlingo": what kind they are is said once.
        if (Both().Match(first) is { Success: true } both
            && VehicleMention.Find(second, request.Turn.Facts.Locale, isAsked: false)?.KindSpan is null)
            second = $"{second} ({both.Groups["kind"].Value.TrimEnd('s')})";
        var part = request.For(first, request.State);
        var whole = request.Told;
        // Whoever is named, and wherever they are reached: it holds for both.
        var of = part.Told with
        {
            FirstName = part.Told.FirstName ?? whole.FirstName,
            LastName = part.Told.LastName ?? whole.LastName,
            Phone = part.Told.Phone ?? whole.Phone,
            Email = part.Told.Email ?? whole.Email,
        };
        await SlotDialogue.KeepForLaterAsync(request, second);
        return part.With(of);
    }

    /// <summary>
    /// What was told of the next vehicle, taken up once the first is booked; null where there is none.
    /// </summary>
    public static async Task<AgentText?> NextAsync(InspectionRequest request)
    {
        if (request.State.Further is not { Length: > 0 } further || request.Waiting is null)
            return null;
        var before = request.State.Draft;
        var booked = request.State.Offered.FirstOrDefault(slot => slot.Id == before.SlotId);
        var state = request.State.Over() with { Further = null };
        if (booked is not null)
        {
            // A time alone is one of the same day.
            var day = DateOnly.FromDateTime(booked.Start.DateTime);
            state = state.Knowing(new KnownAppointment(Guid.Empty, booked.Id, booked.Start, "")) with
            {
                Wish = new Wish(day, day, null, null, null),
            };
        }

        var next = request.For(further, state);
        return await SlotDialogue.AnswerAsync(next);
    }

    // Where what is said of the second vehicle begins; null where there is but one.
    private static int? Cut(InspectionRequest request)
    {
        var text = request.Heard.Text;
        var plates = DriverPlates.In(text, isAsked: false);
        if (plates.Count == 2 && plates[0].Text != plates[1].Text
            && Between(text, plates[0].Span.End, plates[1].Span.Start) is { } at)
            return at;
        if (plates.Count > 0)
            return null;
        // "My car at 13:30 and our van at 14:10": two kinds, each with its time.
        var spans = VehicleMention.FindAll(text, request.Turn.Facts.Locale, isAsked: false)
            .Select(mention => mention.KindSpan ?? mention.ModelSpan ?? mention.MakeSpan)
            .OfType<House.Entities.TextSpan>()
            .OrderBy(span => span.Start).ToList();
        return spans.Count == 2 && Clock().Count(text[spans[0].End..spans[1].Start]) == 1
            && Clock().IsMatch(text.AsSpan(spans[1].End))
                ? Between(text, spans[0].End, spans[1].Start)
                : null;
    }

    // The strongest mark, or the first joint, between two places.
    private static int? Between(string text, int from, int to)
    {
        if (to - from < LeastBetween)
            return null;
        var between = text[from..to];
        foreach (var mark in (string[])["\n", ". ", "; ", " / "])
        {
            if (between.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
                return from + at + mark.Length;
        }

        if (Joint().Match(between) is { Success: true } joint)
            return from + joint.Index + joint.Length;
        return between.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma ? from + comma + 1 : null;
    }

    [GeneratedRegex(
        @"\b(?:two|both|deux|2) (?:\w+ )?(?<kind>vans|utilitaires|camionnettes|fourgons|motorbikes|motorcycles|bikes|motos|scooters|motorhomes|campers)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Both();

    [GeneratedRegex(@",? (?:and|et|puis|then|plus|&) ", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(
        @"\b[0-9]{1,2}(?: ?h ?[0-9]{0,2}|[:.][0-9]{2}| ?[ap]m)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Clock();
}
