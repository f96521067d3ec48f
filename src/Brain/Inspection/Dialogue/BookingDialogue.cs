using System.Text.RegularExpressions;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>
/// Leads a conversation with a centre: what was read back, who is wanted, what is asked, then the booking.
/// </summary>
internal static partial class BookingDialogue
{
    private static readonly string[] Booking = ["book", "slots", "choose", "decline"];
    private static readonly string[] Telling = ["inform", "correct", "yes", "choose", "no"];

    /// <summary>Answers.</summary>
    public static async Task<AgentText> AnswerAsync(InspectionRequest request)
    {
        var reading = request.Reading;
        if (request.Accepts && await ConfirmDialogue.AnswerAsync(request) is { } confirmed)
            return confirmed;
        if (reading.WantsPerson(request.Turn.Heard))
            return await HandOverAsync(request, HandOverReason.Asked);
        if (reading.Does("complain"))
            return await HandOverAsync(request, HandOverReason.Complaint);
        if (NotOurs().IsMatch(request.Turn.Heard.Text))
            return await HandOverAsync(request, HandOverReason.NotABooking);
        if (await AppointmentDialogue.AnswerAsync(request) is { } ofAppointment)
            return ofAppointment;
        var answers = await QuestionDialogue.AnswerAsync(request);
        if (request.BooksNothing)
        {
            if (request.State.IsBooking)
                await request.CallAsync<StartedOver>(InspectionToolNames.StartOver, new { });
            return AgentText.Join("\n\n", [.. answers, request.Say("dropped")]);
        }

        if (Books(request))
            return AgentText.Join("\n\n", [.. answers, await SlotDialogue.AnswerAsync(request)]);
        // What is told beside a question is kept for the appointment that may come of it.
        if (answers.Count > 0 && request.Told is { IsOfVehicle: true })
            await SlotDialogue.KeepAsync(request);
        if (answers.Count > 0)
            return AgentText.Join("\n\n", [.. answers, Reminder(request)]);
        return await OtherwiseAsync(request);
    }

    /// <summary>Hands the conversation over, or asks once more.</summary>
    public static async Task<AgentText> HandOverAsync(InspectionRequest request, HandOverReason reason)
    {
        var done = await request.CallAsync<HandedOver>(
            InspectionToolNames.HandOver, new HandOverArguments { Reason = reason });
        return (done, reason) switch
        {
            ({ IsDone: false }, _) => AgentText.Join(" ", request.Say("notUnderstood"), Reminder(request)),
            (_, HandOverReason.Complaint) => request.Say("sorry"),
            (_, HandOverReason.Late) => request.Say("lateNoted"),
            (_, HandOverReason.Unclear) => request.Say("unclearTwice"),
            _ => request.Say("handingOver"),
        };
    }

    /// <summary>What is waited for, said once more; null for nothing.</summary>
    public static AgentText? Reminder(InspectionRequest request) => request switch
    {
        { Waiting: not null } => request.Say("stillRight"),
        { State.Asked: [var first, ..] } => Questions.Ask(request, request.State.Asked, isAgain: true),
        { State.IsBooking: false, State.Known.Count: 0 } => request.Say("mayBook"),
        _ => null,
    };

    // What is told belongs to the appointment that is being made; without one it begins one only where it says so.
    private static bool Books(InspectionRequest request)
    {
        var (reading, state) = (request.Reading, request.State);
        if (reading.LikelihoodOf(act => Booking.Contains(act)) >= InspectionReading.Sure || request.Picked is not null)
            return true;
        var tells = !request.Told.IsEmpty || request.Wish is not null;
        if (!tells)
            return reading.Does("no") && request.Waiting is null && state.Offered.Count > 0;
        if (VisitWords.In(request.Turn.Heard.Text) is not null
            && reading.Questions.All(clause => clause.Certainty < InspectionReading.Sure))
            return true;
        return state.IsBooking || state.Asked.Count > 0 || !reading.Questions.Any()
            && reading.LikelihoodOf(act => Telling.Contains(act)) >= InspectionReading.SureEnough;
    }

    [GeneratedRegex(
        @"\b(?:factures?|invoices?|duplicata|candidature|curriculum|embauche\w*|recrut\w*|hiring|vacanc(?:y|ies)|job application|apply for|looking for (?:a job|work)|cherche du travail|un stage|internship|apprenti(?:ssage|ceship)?)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NotOurs();

    private static async Task<AgentText> OtherwiseAsync(InspectionRequest request)
    {
        var reading = request.Reading;
        if (request.Pressed == Scene.InspectionPayload.Change || (reading.Does("no") && request.Waiting is not null))
            return request.Say("whatToChange");
        if (reading.Does("unsure") || reading.Does("wait"))
            return AgentText.Join(" ", request.Say("takeYourTime"), Reminder(request));
        if (request.SmallTalk() is { } talk)
        {
            return request.State.Asked.Count > 0 || request.Waiting is not null
                ? AgentText.Join(" ", talk, Reminder(request))
                : talk;
        }

        if (reading.Does("repeat") || reading.Does("help"))
            return Reminder(request) ?? request.Say("canDo");
        if (reading.Does("yes") || reading.Does("thanks") || reading.Does("chat") || reading.Does("inform")
            || reading.Does("no") || reading.Does("bye"))
            return Reminder(request) ?? request.Say("anythingElse");
        if (request.Turn.Heard.IsQuestion && await QuestionDialogue.AnswerAnythingAsync(request) is { } known)
            return AgentText.Join("\n\n", known, Reminder(request));
        request.Turn.Miss("notUnderstood", House.Learning.Impersonal.Of(
            reading.Text, [.. reading.Clauses.SelectMany(clause => clause.Spans)]), about: null);
        return await HandOverAsync(request, HandOverReason.Unclear);
    }
}
