using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Prospects;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Settings;
using Gateway.Brain.Tools;
using Gateway.Brain.Words;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Sales.Judges;

/// <summary>
/// Writes what came of a conversation into the customer records: the prospect, and what people are to do. What code has
/// decided (that they buy, that a person takes over, what was promised) is recorded whatever the judge answers.
/// </summary>
internal sealed class Recording(ProspectBook prospects, TaskRecorder tasks)
{
    private const int LongestSummary = 1_000;
    private const string Winning = "the offer was accepted";
    private const string Withdrawn = "they do not want to be written to: the follow-up is closed";

    /// <summary>Takes it up.</summary>
    /// <returns>Always null: what is unfit is left out.</returns>
    /// <exception cref="Exception">The records cannot be written; the state stays, and the next turn tries
    /// again.</exception>
    public async Task<string?> TakeAsync(
        SalesTurn turn, CrmEntry entry, ToolCall call, CancellationToken cancellationToken)
    {
        var sales = LeadCheck.Lines(entry.Insights)
            .Aggregate(turn.Sales, (state, insight) => state.WithInsight(insight));
        var summary = WellFormed.Text(entry.Summary, LongestSummary) is { Length: > 0 } words ? words : null;
        sales = sales with { Context = summary ?? sales.Context };
        var prospect = await prospects.RecordAsync(
            DraftOf(turn, sales), call.IdempotencyKey, SalesAgents.Crm, cancellationToken);
        foreach (var work in RecordedWork.Of(turn, sales, entry, call))
        {
            await tasks.RecordAsync(work.Draft with { ProspectId = prospect }, work.Key, cancellationToken);
        }

        // Who must not be written to any more is on nobody's list.
        if (sales is { MayWriteLater: false, ConsentRecorded: true })
        {
            await tasks.CloseAsync(
                RecordedWork.FollowUps(turn.Context.Turn.Session.Id.Value), turn.Context.Workspace.Id,
                cancellationToken);
        }

        turn.Sales = sales.AsRecorded();
        return null;
    }

    private static ProspectDraft DraftOf(SalesTurn turn, SalesState sales)
    {
        var session = turn.Context.Turn.Session;
        return new ProspectDraft(
            turn.Context.Workspace.Id, session.Id.Value, SalesSettings.Solution, session.Channel)
        {
            LastName = sales.Lead.LastName,
            FirstName = sales.Lead.FirstName,
            Phone = sales.Lead.Phone,
            Email = sales.Lead.Email,
            Company = sales.Lead.Company,
            Status = StatusOf(sales),
            Score = sales.Type is null ? null : sales.Score,
            Source = sales.Lead.Source,
            Summary = sales.Context,
            Details = DetailsOf(turn, sales),
            Note = sales switch
            {
                { Converted: true } => Winning,
                { Escalation: { } reason } => $"a person takes over: {SettingsParts.ToCamel(reason.ToString())}",
                { MayWriteLater: false, ConsentRecorded: true } => Withdrawn,
                _ => null,
            },
        };
    }

    private static string? StatusOf(SalesState sales) => sales switch
    {
        { Converted: true } => ProspectStatus.Won,
        { Type: LeadType.Hot } => ProspectStatus.Hot,
        { Type: LeadType.Warm } => ProspectStatus.Warm,
        { Type: LeadType.Cold } => ProspectStatus.Cold,
        _ => null,
    };

    private static JsonObject DetailsOf(SalesTurn turn, SalesState sales) => JsonSerializer.SerializeToNode(
        new
        {
            sales.Lead,
            sales.Type,
            sales.FirstType,
            sales.Reasoning,
            sales.Qualified,
            Offer = sales.Standing,
            Offers = sales.Offers.Count,
            sales.AcceptedOffer,
            sales.Objections,
            sales.Tried,
            sales.NegotiationCount,
            sales.Sentiment,
            sales.Probability,
            sales.Insights,
            sales.Escalation,
            sales.Arranged,
            sales.MayWriteLater,
            sales.FollowUpOn,
            // When they wrote first.
            Since = turn.Context.Turn.Session.CreatedAt,
        },
        BrainJson.Options)!.AsObject();
}
