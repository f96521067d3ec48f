using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Brain.House.Entities;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Notes the contact for a slot that comes free in the days they can come.</summary>
internal sealed class JoinWaitingListTool(WaitingLine waiting) : Tool<InspectionTurn, WaitingArguments>(
    InspectionToolNames.JoinWaitingList,
    "Notes the contact for a slot that opens up in the days they wished for; they are told by telephone.")
{
    private const int UsualDays = 7;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, WaitingArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var state = turn.Inspection;
        var phone = arguments.Phone is { } told
            ? PhoneNumber.Guess(told, told, turn.Locale)
            : state.Draft.Phone ?? turn.PhoneOfChannel ?? state.Proven;
        if (state.Draft.Vehicle is not { } vehicle)
            return Asking(turn, Ask.Vehicle);
        if (phone is null)
            return Asking(turn, Ask.Phone);
        var from = arguments.StartDate ?? state.Wish?.From ?? turn.Today;
        var to = arguments.EndDate ?? state.Wish?.To ?? from.AddDays(UsualDays - 1);
        var session = turn.Context.Turn.Session;
        var (entry, refusal) = await waiting.JoinAsync(
            turn.Centre,
            new WaitingDraft(
                new SlotQuery(from < turn.Today ? turn.Today : from, to, vehicle, state.Draft.VisitOrPeriodic)
                {
                    NotBefore = state.Wish?.NotBefore,
                    NotAfter = state.Wish?.NotAfter,
                },
                phone)
            {
                FirstName = state.Draft.FirstName,
                LastName = state.Draft.LastName,
                Email = state.Draft.Email,
            },
            new BookingOrigin(
                $"{turn.Context.Turn.Id}:waiting", session.Id.ToString(),
                Guid.TryParse(session.Contact, out var contact) ? contact : null, session.Channel),
            cancellationToken);
        if (entry is null)
            return ToolErrors.Of($"not noted: {refusal}");
        turn.Inspection = turn.Inspection with
        {
            OnWaitingList = true,
            Asked = [],
            Draft = turn.Inspection.Draft with { Phone = phone },
        };
        return new WaitingNoted { From = entry.FromDay, To = entry.ToDay };
    }

    private static WaitingNoted Asking(InspectionTurn turn, string what)
    {
        turn.Inspection = turn.Inspection with { Asked = [what], WantsToWait = true };
        return new WaitingNoted { AskFor = [what] };
    }
}

/// <summary>For which days somebody waits.</summary>
internal sealed record WaitingArguments
{
    /// <summary>The first day; null: of what they wished for.</summary>
    [JsonPropertyName("start_date")]
    [Description("First day, YYYY-MM-DD; leave out for the days they wished for.")]
    public DateOnly? StartDate { get; init; }

    /// <summary>The last day; null: of what they wished for.</summary>
    [JsonPropertyName("end_date")]
    public DateOnly? EndDate { get; init; }

    /// <summary>Where to tell them; null: the number that is known.</summary>
    public string? Phone { get; init; }
}

/// <summary>What came of it.</summary>
internal sealed record WaitingNoted
{
    /// <summary>What is to be asked for first; empty when they are noted.</summary>
    public IReadOnlyList<string> AskFor { get; init; } = [];

    /// <summary>The first day they wait for; null as long as they are not noted.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last one.</summary>
    public DateOnly? To { get; init; }
}
