using System.Text.RegularExpressions;
using Gateway.Brain.Inspection.Centres;
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
            return await WithQuestionsAsync(request, confirmed);
        if (reading.WantsPerson(request.Heard))
            return await HandOverAsync(request, HandOverReason.Asked);
        if (reading.Does("complain") || Complaint().IsMatch(request.Turn.Heard.Text))
            return await HandOverAsync(request, HandOverReason.Complaint);
        if (NotOurs().IsMatch(request.Heard.Text))
            return await HandOverAsync(request, HandOverReason.NotABooking);
        request = await AppointmentDialogue.RecallAsync(request);
        if (await AppointmentDialogue.AnswerAsync(request) is { } ofAppointment)
            return ofAppointment;
        request = await FurtherVehicles.ApartAsync(request);
        var answers = await QuestionDialogue.AnswerAsync(request);
        if (request.BooksNothing)
        {
            if (request.State.IsBooking)
                await request.CallAsync<StartedOver>(InspectionToolNames.StartOver, new { });
            return AgentText.Join("\n\n", [.. answers, request.Say("dropped")]);
        }

        if (Books(request, answers.Count > 0))
            return AgentText.Join("\n\n", [.. answers, await SlotDialogue.AnswerAsync(request)]);
        // What is told beside a question is kept for the appointment that may come of it.
        if (answers.Count > 0 && request.Told is { IsOfVehicle: true } or { Visit: not (null or VisitKind.Periodic) })
            await SlotDialogue.KeepAsync(request);
        if (answers.Count > 0)
            return AgentText.Join("\n\n", [.. answers, Reminder(request)]);
        return await OtherwiseAsync(request);
    }

    // "Yes, that is right. Do you take cheques?": both are answered.
    private static async Task<AgentText> WithQuestionsAsync(InspectionRequest request, AgentText confirmed)
    {
        var answers = await QuestionDialogue.AnswerAsync(request);
        var further = await FurtherVehicles.NextAsync(request);
        return AgentText.Join("\n\n", [confirmed, .. answers, further]);
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
    private static bool Books(InspectionRequest request, bool isAnswered)
    {
        var (reading, state) = (request.Reading, request.State);
        if (request.Picked is not null || (reading.LikelihoodOf(act => Booking.Contains(act)) >= InspectionReading.Sure
            && !(isAnswered && !state.IsBooking && request.Wish is null && OnlyAsks(request))))
            return true;
        if (request.WantsOne && !request.BooksNothing && request.Wish is not null)
            return true;
        if (request.Wish is not null && (!isAnswered || state.IsBooking || !OnlyAsks(request)))
            return true;
        if (isAnswered && OnlyAsks(request))
            return false;
        var tells = !request.Told.IsEmpty;
        if (!tells)
            return reading.Does("no") && request.Waiting is null && state.Offered.Count > 0;
        if (VisitWords.In(request.Heard.Text) is not null && !isAnswered)
            return true;
        return state.IsBooking || state.Asked.Count > 0 || !isAnswered
            && reading.LikelihoodOf(act => Telling.Contains(act)) >= InspectionReading.SureEnough;
    }

    // Whether all that it says is read as a question.
    private static bool OnlyAsks(InspectionRequest request) => request.Reading.Clauses.All(clause =>
        clause.Act.StartsWith("detail.", StringComparison.Ordinal)
        || clause.Act is "greet" or "thanks" or "chat" or "bye" or "yes");

    [GeneratedRegex(
        @"\b(?:factures?|invoices?|duplicata|candidature|curriculum|embauche\w*|recrut\w*|hiring|vacanc(?:y|ies)|job application|apply for|looking for (?:a job|work)|cherche du travail|un stage|internship|apprenti(?:ssage|ceship)?|(?:re)?cherchez.vous un|vous (?:re)?cherchez|mon agr[eé]ment|ans d['’ ]exp[eé]rience|years.? (?:of )?experience|offre d['’ ]emploi|mon cv|my cv|work for you)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NotOurs();

    [GeneratedRegex(
        @"\b(?:r[eé]clamations?|inadmissible|porter plainte|make a complaint|file a complaint|complaining about)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Complaint();

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
        if (request.Heard.IsQuestion && await QuestionDialogue.AnswerAnythingAsync(request) is { } known)
            return AgentText.Join("\n\n", known, Reminder(request));
        request.Turn.Miss("notUnderstood", House.Learning.Impersonal.Of(
            reading.Text, [.. reading.Clauses.SelectMany(clause => clause.Spans)]), about: null);
        return await HandOverAsync(request, HandOverReason.Unclear);
    }
}
