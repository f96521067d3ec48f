using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Planning;

/// <summary>
/// What is wrong, for people in <c>detail</c> and for programs in <c>code</c>: 400 what can never be, 404 what is not
/// there, 409 what is not so any more, 422 what the centre does not do.
/// </summary>
internal static class PlanningProblems
{
    public static ProblemHttpResult UnknownCentre() => Of(404, "unknown_center", "There is no such centre.");

    public static ProblemHttpResult UnknownAppointment() =>
        Of(404, "unknown_appointment", "There is no such appointment.");

    public static ProblemHttpResult Invalid(string name, string expected, string? code = null) =>
        Of(400, code ?? "invalid", $"{name}: {expected}");

    /// <summary>Several things are wrong with a body, each by the name of its property.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, (string Code, string Expected)> flaws) =>
        TypedResults.Problem(
            string.Join(" ", flaws.Select(flaw => $"{flaw.Key}: {flaw.Value.Expected}")),
            statusCode: StatusCodes.Status400BadRequest,
            extensions: new Dictionary<string, object?>
            {
                ["code"] = flaws.Count == 1 ? flaws.First().Value.Code : "invalid_fields",
                ["errors"] = flaws.ToDictionary(flaw => flaw.Key, flaw => flaw.Value.Expected),
            });

    /// <summary>A slot is somebody else's, or not offered any more.</summary>
    public static ProblemHttpResult Gone(Centre centre, IReadOnlyList<Slot> nearest) => TypedResults.Problem(
        nearest.Count > 0
            ? "This slot is not free any more; the nearest that are free are named in alternatives."
            : "This slot is not free any more, and no other one is.",
        statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?>
        {
            ["code"] = "slot_gone",
            ["alternatives"] = nearest.Select(slot => SlotView.Of(centre, slot)).ToList(),
        });

    /// <summary>Why something is not booked.</summary>
    public static ProblemHttpResult Of(Centre centre, BookingRefusal reason) => reason switch
    {
        BookingRefusal.NotFound => UnknownAppointment(),
        BookingRefusal.Past => Of(400, "past_date", "This slot lies in the past."),
        BookingRefusal.TooSoon => Of(
            422, "too_soon", $"The centre wants to know {centre.NoticeMinutes} minutes before a slot begins."),
        BookingRefusal.TooFarAhead => Of(
            422, "too_far_ahead", $"The centre plans {centre.DaysAhead} days ahead and no further."),
        BookingRefusal.ClosedDay => Of(422, "closed_day", "The centre is closed that day."),
        BookingRefusal.VehicleNotTaken => Of(
            422, "vehicle_not_taken",
            $"The centre takes no such vehicles; it takes {string.Join(", ", TakenBy(centre))}."),
        BookingRefusal.NotConfirmed => Of(
            409, "not_confirmed", "The appointment was cancelled, or has been."),
        BookingRefusal.KeyUsed => Of(409, "key_used", "The Idempotency-Key was used for something else."),
        _ => Of(400, Snake(reason.ToString()), $"The booking is not complete: {Snake(reason.ToString())}."),
    };

    public static ProblemHttpResult Of(int status, string code, string detail) => TypedResults.Problem(
        detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static IEnumerable<string> TakenBy(Centre centre) =>
        CentreWords.VehicleNames.Where(name => centre.Takes(CentreWords.VehicleOf(name)!.Value));

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }
}
