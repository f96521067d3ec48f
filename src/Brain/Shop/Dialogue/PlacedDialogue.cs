using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Changes the order that was recorded last, or takes it back, as long as the shop has not taken it in
/// hand.</summary>
internal static class PlacedDialogue
{
    private static readonly FrozenSet<string> Orders = FrozenSet.Create(StringComparer.Ordinal,
        "commande", "order", "tout", "everything", "all");

    /// <summary>Answers a message about the order that was recorded last; null when it is about something
    /// else.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        if (request.IsWithdrawing)
            return await AnswerWithdrawingAsync(request);
        if (request.State.Placed is null || request.IsComplaint || request.Reading.NamesOrder
            || request.Reading.SpeaksOfOrdered)
            return null;
        if (request.State.Amends)
            return request.Says(Intents.Cancel) && request.Heard.Words.Any(word => Orders.Contains(word.Text))
                ? await AskWithdrawalAsync(request)
                : null;
        if (request.State.Ordering)
            return null;
        if (WantsWithdrawal(request))
            return await AskWithdrawalAsync(request);
        return WantsChange(request) ? await ReopenAsync(request) : null;
    }

    /// <summary>Takes the order back that the contact was asked about.</summary>
    public static async Task<AgentText> ConfirmAsync(ShopRequest request)
    {
        var withdrawn = await request.CallAsync<WithdrawnOrder>(ConfirmWithdrawalTool.Name, new { });
        return withdrawn switch
        {
            null when request.IsCutOff => request.Say("unavailable"),
            null => await AskWithdrawalAsync(request),
            { Withdrawn: true } => request.Say(
                "withdrawn", ("title", request.List(withdrawn.Orders.Select(order => (AgentText)order.Title)))),
            _ => await InHandsAsync(request),
        };
    }

    /// <summary>Says that the shop has the order in hand, and who changes it now.</summary>
    public static Task<AgentText> InHandsAsync(ShopRequest request) =>
        QuestionDialogue.ContactAsync(request, personWanted: true, "recordedBefore");

    private static async Task<AgentText?> AnswerWithdrawingAsync(ShopRequest request)
    {
        if (Assent.IsPlain(request.Heard, readBack: null, Intents.Cancel))
            return await ConfirmAsync(request);
        // "Oui, annulez, j'en ai trouvé ailleurs" is no plain yes, and no no either.
        if (request.Says(Intents.Yes, Intents.Cancel) && !request.Says(Intents.No, Intents.Wait)
            && !request.Heard.IsQuestion && !LetsDrop(request))
            return await AskWithdrawalAsync(request);
        // Whatever else is said lets it stand: a yes that comes later is to something else.
        var kept = await OrderDialogue.CancelAsync(request);
        if (WantsChange(request) && !request.Says(Intents.Cancel))
            return await ReopenAsync(request);
        return request.Says(Intents.No) || !request.Heard.IsQuestion ? kept : null;
    }

    // "Laissez tomber" lets the question drop, and "n'annulez pas" answers it.
    private static bool LetsDrop(ShopRequest request) => request.Says(Intents.Cancel)
        && (request.Refuses || !request.Heard.Words.Any(word => word.Text.StartsWith("annul", StringComparison.Ordinal)
            || word.Text.StartsWith("cancel", StringComparison.Ordinal)));

    private static async Task<AgentText> AskWithdrawalAsync(ShopRequest request)
    {
        var asked = await request.CallAsync<AskedWithdrawal>(WithdrawOrderTool.Name, new { });
        request.IsOrderAnswered = true;
        return asked is { Asked: true } ? request.Say("withdrawalLead")
            : request.IsCutOff ? request.Say("unavailable")
            : await InHandsAsync(request);
    }

    private static async Task<AgentText> ReopenAsync(ShopRequest request)
    {
        var reopened = await request.CallAsync<ReopenedOrder>(ReopenOrderTool.Name, new { });
        if (reopened is not { Reopened: true })
            return request.IsCutOff ? request.Say("unavailable") : await InHandsAsync(request);
        var change = request.Reopened();
        request.IsOrderAnswered = true;
        if (!IsSaid(change))
            return await OrderDialogue.AskCorrectionAsync(
                change, OrderDialogue.FieldNamed(change) ?? Ask.Correction);
        if (!change.Firm.IsEmpty)
        {
            var (noted, isAll) = await OrderDialogue.TakeFirmAsync(change);
            return isAll ? noted : AgentText.Join(" ", noted, await OrderDialogue.AnswerAsync(change));
        }

        // "Can you make it four?" is a question by its words alone.
        return await OrderDialogue.AnswerAsync(change)
            ?? (change.Quantity is not null || change.NamesVariant || !change.Details.IsEmpty
                ? await OrderDialogue.TakeDownAsync(change)
                : await OrderDialogue.AskCorrectionAsync(change, Ask.Correction));
    }

    private static bool WantsWithdrawal(ShopRequest request) =>
        !(request.Heard.IsQuestion && request.Reading.Lead.Act.StartsWith("faq.", StringComparison.Ordinal))
        && (request.Says(Intents.Cancel)
            ? request.Reading.LikelihoodOf(act => act is "cancel" or "faq.change" or "drop" or "no" or "unsure")
                >= ShopReading.SureEnough
            : request.Reading.Lead is { Act: "cancel", Certainty: >= ShopReading.Sure });

    private static bool WantsChange(ShopRequest request) =>
        request.IsAboutRecorded
        || request.Reading.LikelihoodOf(act => act is "correct" or "faq.change") >= ShopReading.Sure
        || !request.Firm.IsEmpty
        || (request.Details is { Phone: not null } or { Address: not null }
            && request.Reading.LikelihoodOf(act => act is "inform" or "correct") >= ShopReading.Sure)
        || (request.Reading.LikelihoodOf(act => act is "order" or "correct" or "drop") >= ShopReading.Sure
            && !request.Heard.IsQuestion && IsSaid(request)
            && (Relation.Of(request.Heard.Words) != 0 || request.Reading.Does("drop")
                || request.Heard.Words.Any(word => BasketDialogue.Adding.Contains(word.Text)) || CountsAnew(request)));

    // "En fait, mettez-en trois", "actually, make it 3 lamps".
    private static bool CountsAnew(ShopRequest request) => request.Quantity is not null
        && request.State.Placed!.Order.Holds(request.State.Product?.Handle ?? "")
        && Mention.In(request.Reading).All(mention => mention.Product.Length == 0
            || ProductFinding.IsOf(request.State.Product!.Title, mention.Product))
        && (Mention.In(request.Reading).All(mention => mention.Product.Length == 0)
            || request.Heard.Words.Any(word => BasketDialogue.Instead.Contains(word.Text)));

    // Whether it says what is to be changed into what.
    private static bool IsSaid(ShopRequest request) =>
        !request.Details.IsEmpty || !request.Firm.IsEmpty || request.NamesVariant || request.CorrectedPieces is not null
        || request.Quantity is not null || Mention.In(request.Reading).Any(mention => mention.Query.Length > 0)
        || request.Reading.Does("pickup");
}
