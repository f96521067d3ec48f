using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Answering;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Tools;
using Gateway.Brain.Sales.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Answers questions, makes offers and closes: each clause of a message in its order.</summary>
internal static class SellerDialogue
{
    private const string Detail = "detail.";
    private const int MostClauses = 4;

    /// <summary>Answers.</summary>
    public static async Task<AgentText> AnswerAsync(SalesRequest request)
    {
        if (request.Accepts && !request.Sales.Converted)
            return await AcceptAsync(request);
        if (request.Sales.Escalated && !request.Sales.Converted)
            return await WhileWaitingAsync(request);
        if (request.Pressed == SalesPayload.Person || request.Reading.WantsPerson(request.Turn.Heard))
            return await EscalateAsync(request, EscalationWish.Person);
        if (request.Reading.Does("enterprise"))
            return await EscalateAsync(request, EscalationWish.Custom);
        if (request.Sales.Converted)
            return await AfterwardsAsync(request);
        return await AnswerClausesAsync(request);
    }

    private static async Task<AgentText> AcceptAsync(SalesRequest request)
    {
        if (await request.CallAsync<Accepted>(SalesToolNames.AcceptOffer, new { }) is not { } accepted)
            return await OfferAndAskAsync(request);
        var thanks = request.Say(
            "accepted", ("plan", accepted.Offer.PlanName), ("assignee", accepted.Assignee));
        return AgentText.Join(" ", thanks, Asking(request, accepted.AskFor));
    }

    // They take something that is not quite the offer that waits: it is made, and who answers with their name takes it.
    private static async Task<AgentText> OfferAndAskAsync(SalesRequest request)
    {
        if (await OfferAsync(request, Wanted(request)) is not { } offered)
            return request.Say("askSeats");
        await request.CallAsync<ContractAsked>(SalesToolNames.AskForContract, new { });
        return offered;
    }

    // What is said until the person comes: what the business has an answer to, and that the rest is passed on.
    private static async Task<AgentText> WhileWaitingAsync(SalesRequest request)
    {
        if (request.Reading.Clauses.FirstOrDefault(clause => clause.Act == "demo") is { } demo)
            return await ArrangeAsync(request, ArrangementKind.Demo, demo) ?? request.Say("handedOver");
        var asks = request.Reading.LikelihoodOf(act => act.StartsWith(Detail, StringComparison.Ordinal));
        return asks >= SalesReading.Sure && await LookUpAsync(request, request.Reading.Text) is { } known
            ? known
            : request.Say("handedOver");
    }

    // What is said once the deal is made: the details for the contract, questions, and thanks.
    private static async Task<AgentText> AfterwardsAsync(SalesRequest request)
    {
        var asked = request.Sales.Asked;
        if (request.Reading.LikelihoodOf(act => act.StartsWith(Detail, StringComparison.Ordinal)) >= SalesReading.Sure)
            return await LookUpAsync(request, request.Reading.Text) ?? request.Say("notKnown");
        if (asked.Count > 0)
            return Asking(request, asked) ?? request.Say("allSet");
        return request.Says(Intents.Thanks, Intents.Goodbye) && request.SmallTalk() is { } talk
            ? talk
            : request.Say("allSet");
    }

    private static async Task<AgentText> AnswerClausesAsync(SalesRequest request)
    {
        List<AgentText?> answers = [];
        var seats = request.Sales.Lead.Seats ?? request.Sales.Lead.People;
        var wantsOffer = request.MayAccept && !request.IsProposed;
        foreach (var clause in request.Reading.Clauses.Take(MostClauses))
        {
            switch (clause.Act)
            {
                case "price" or "plan":
                    answers.Add(await PlansAsync(request));
                    wantsOffer = true;
                    break;
                case "quote":
                    wantsOffer = true;
                    answers.Add(await ArrangeAsync(request, ArrangementKind.Quote, clause));
                    break;
                case "demo":
                    answers.Add(await ArrangeAsync(request, ArrangementKind.Demo, clause));
                    break;
                case "trial":
                    answers.Add(await LookUpAsync(request, request.WordsOf(clause)));
                    answers.Add(await ArrangeAsync(request, ArrangementKind.Trial, clause));
                    break;
                case "accept" or "yes":
                    wantsOffer |= !request.IsProposed;
                    break;
                case "later":
                    break;
                case "unsure" or "wait":
                    answers.Add(request.Say("takeYourTime"));
                    break;
                case "status":
                    answers.Add(await ArrangeAsync(request, ArrangementKind.Call, clause));
                    break;
                case var act when act.StartsWith(Detail, StringComparison.Ordinal):
                    answers.Add(await LookUpAsync(request, request.WordsOf(clause)) ?? request.Say("notKnown"));
                    break;
                case "need":
                    answers.Add(request.Say("understood"));
                    wantsOffer = true;
                    break;
                case "inform" or "correct":
                    wantsOffer = true;
                    break;
                default:
                    break;
            }
        }

        // The same offer is not made twice; one for other people, or in other terms, is made anew.
        var stands = request.Sales.Standing is { } standing && (seats is null || standing.Seats == seats)
            && request.Reading.Span("plan") is null && request.Reading.Span("term") is null;
        if (answers.Count == 0 && request.Turn.Heard.IsQuestion)
            answers.Add(await LookUpAsync(request, request.Reading.Text) ?? request.Say("notKnown"));
        if ((wantsOffer && !(stands && request.IsProposed)) || (seats is not null && !stands))
            answers.Add(await OfferAsync(request, Wanted(request)) ?? request.Say("askSeats"));
        if (request.MayAccept
            && await request.CallAsync<ContractAsked>(SalesToolNames.AskForContract, new { }) is not null)
            answers.Add(answers.Count == 0 ? request.Say("soundsGood") : null);

        List<AgentText> said = [.. answers.OfType<AgentText>().Where(text => text.Markdown.Length > 0)
            .DistinctBy(text => text.Markdown)];
        if (said.Count > 0)
            return AgentText.Join("\n\n", said);
        return request.SmallTalk() ?? (request.IsProposed
            ? request.Say("offerWaits")
            : request.Sales.Asked.Count > 0
                ? Asking(request, request.Sales.Asked) ?? request.Say("tellMe")
                : request.Say("tellMe"));
    }

    private static MakeOfferArguments Wanted(SalesRequest request) => new()
    {
        Plan = request.Reading.Span("plan"),
        CommitmentMonths = request.Reading.Span("term") is { } term ? TermWords.MonthsIn(term) : null,
    };

    /// <summary>Makes an offer, which is read back below; null when the seats are not known.</summary>
    public static async Task<AgentText?> OfferAsync(SalesRequest request, MakeOfferArguments arguments)
    {
        var made = await request.CallAsync<OfferMade>(SalesToolNames.MakeOffer, arguments);
        // What cannot be had is left out, and no more than that.
        for (var tries = 0; made is { Refusal: { } refusal } && tries < 2; tries++)
        {
            arguments = Without(refusal, arguments);
            made = await request.CallAsync<OfferMade>(SalesToolNames.MakeOffer, arguments);
        }

        return made switch
        {
            null => request.Say("unavailable"),
            { Offer: not null } => request.Say("hereIsMyOffer"),
            { Escalated: not null } => request.Say("handedOver"),
            { AskFor.Count: > 0 } => null,
            _ => request.Say("tellMe"),
        };
    }

    private static MakeOfferArguments Without(OfferRefusal refusal, MakeOfferArguments arguments) => refusal switch
    {
        OfferRefusal.UnknownCommitment => arguments with { CommitmentMonths = null },
        OfferRefusal.UnknownPlan or OfferRefusal.TooFewSeats or OfferRefusal.TooManySeats
            when arguments.Plan is not null => arguments with { Plan = null },
        _ => new MakeOfferArguments(),
    };

    private static async Task<AgentText?> PlansAsync(SalesRequest request)
    {
        var listed = await request.CallAsync<PlansListed>(SalesToolNames.ListPlans, new { });
        if (listed is null)
            return request.Say("unavailable");
        return request.Say("plans", ("plans", AgentText.Join("\n", listed.Plans.Select(plan => request.Say(
            "plan", ("name", plan.Name), ("price", plan.Price.ToText(request.Turn.Facts.Locale)),
            ("features", string.Join(", ", plan.Features.Take(4))))))));
    }

    /// <summary>Looks a question up; null when nothing fits.</summary>
    public static async Task<AgentText?> LookUpAsync(SalesRequest request, string question) =>
        await request.CallAsync<LookedUp>(SalesToolNames.LookUp, new { question }) is { Found: [var best, ..] }
            ? best.Kind is KnownKind.Feature or KnownKind.Plan
                ? request.Say("headed", ("title", best.Title), ("text", best.Text))
                : (AgentText)best.Text
            : null;

    private static async Task<AgentText?> ArrangeAsync(SalesRequest request, ArrangementKind kind, ReadClause clause)
    {
        var when = clause.Spans.FirstOrDefault(span => span.Kind == "date").Text;
        var noted = await request.CallAsync<ArrangementNoted>(SalesToolNames.Arrange, new { kind, when });
        return noted is null
            ? request.Say("unavailable")
            : AgentText.Join(
                " ", request.Say($"arranged{noted.Kind}", ("assignee", noted.Assignee)),
                Asking(request, noted.AskFor));
    }

    private static async Task<AgentText> EscalateAsync(SalesRequest request, EscalationWish reason)
    {
        await request.CallAsync<HandedOver>(
            SalesToolNames.Escalate, new { reason, words = request.Reading.Text });
        return request.Say("handedOver");
    }

    private static AgentText? Asking(SalesRequest request, IReadOnlyList<string> fields) => fields switch
    {
        [] => null,
        [Ask.Seats, ..] => request.Say("askSeats"),
        [Ask.Name, Ask.Email, ..] => request.Say("askNameAndEmail"),
        [Ask.Name, ..] => request.Say("askName"),
        [Ask.Email, ..] => request.Say("askEmail"),
        [Ask.Phone, ..] => request.Say("askPhone"),
        [Ask.When, Ask.Email, ..] => request.Say("askWhenAndEmail"),
        [Ask.When, ..] => request.Say("askWhen"),
        _ => null,
    };
}
