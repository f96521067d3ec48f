using System.Globalization;
using Gateway.Brain.Prospects;
using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Settings;
using Gateway.Brain.Tools;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Priority = Gateway.Brain.Prospects.TaskPriority;
using Urgency = Gateway.Brain.Sales.State.TaskPriority;

namespace Gateway.Brain.Sales.Judges;

/// <summary>What people of the workspace are to do, as the records of tasks take it.</summary>
/// <param name="Key">Under which it is recorded once.</param>
/// <param name="Draft">The task, without its prospect.</param>
internal sealed record RecordedWork(string Key, TaskDraft Draft)
{
    private const int LongestTitle = 160;
    private const int LongestDetails = 8_000;
    private const int MostOfJudge = 5;
    private const int MostDays = 365;

    /// <summary>What the keys of a session's tasks to write again begin with.</summary>
    public static string FollowUps(string session) => $"{session}:followUp";

    private static readonly TimeSpan Soon = TimeSpan.FromHours(24);

    /// <summary>All that is to be done by now.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="sales">The state, before it is marked as recorded.</param>
    /// <param name="entry">What the judge would have done besides.</param>
    /// <param name="call">Its key and time.</param>
    public static IReadOnlyList<RecordedWork> Of(SalesTurn turn, SalesState sales, CrmEntry entry, ToolCall call)
    {
        List<RecordedWork> decided = [.. Decided(turn, sales, call)];
        // What code has decided is not recorded once more in a judge's words.
        var kinds = decided.Select(work => work.Draft.Type).ToHashSet();
        return [.. decided, .. (entry.Tasks ?? [])
            .Where(step => step.Type is not (TaskType.Escalation or TaskType.Contract)
                && !kinds.Contains(KindOf(step.Type)))
            .Take(MostOfJudge)
            .Select((step, at) => OfJudge(turn, step, at, call))
            .OfType<RecordedWork>()];
    }

    private static IEnumerable<RecordedWork> Decided(SalesTurn turn, SalesState sales, ToolCall call)
    {
        // Of a session, and not of the call: who tells their name later is recorded again, and the task is the same.
        var session = turn.Context.Turn.Session.Id.Value;
        if (sales is { Escalation: { } reason, EscalationRecorded: false })
        {
            var task = EscalationRules.TaskFor(reason, turn.Settings, call.At);
            yield return new RecordedWork(
                $"{session}:escalation:{SettingsParts.ToCamel(reason.ToString())}",
                Make(turn, task.Type, task.Priority, Title("taskEscalation", turn, sales), task.DueAt) with
                {
                    Details = Details(turn, sales, SettingsParts.ToCamel(reason.ToString())),
                });
        }

        if (sales is { Converted: true, ConversionRecorded: false })
        {
            yield return new RecordedWork(
                string.Create(CultureInfo.InvariantCulture, $"{session}:contract:{sales.AcceptedOffer ?? 0}"),
                Make(turn, TaskType.Contract, Urgency.High, Title("taskContract", turn, sales), call.At + Soon) with
                {
                    Details = Details(turn, sales, reason: null),
                });
        }

        foreach (var (arranged, at) in sales.Arranged.Select((one, at) => (one, at)).Skip(sales.ArrangedRecorded))
        {
            yield return new RecordedWork(
                string.Create(CultureInfo.InvariantCulture, $"{session}:arranged:{at}"),
                Make(
                    turn, Arranged.TaskOf(arranged.Kind), Urgency.Normal, Title($"task{arranged.Kind}", turn, sales),
                    call.At + Soon) with
                {
                    Details = arranged.When,
                });
        }

        if (sales is { MayWriteLater: true, ConsentRecorded: not true })
        {
            yield return new RecordedWork(
                string.Create(CultureInfo.InvariantCulture, $"{FollowUps(session)}:{sales.FollowUpOn:yyyy-MM-dd}"),
                Make(
                    turn, TaskType.FollowUp, Urgency.Low, Title("taskFollowUp", turn, sales),
                    call.At.AddDays(sales.FollowUpDays ?? turn.Settings.NurtureDays)));
        }
    }

    private static RecordedWork? OfJudge(SalesTurn turn, CrmStep step, int at, ToolCall call) =>
        WellFormed.Line(step.Title, LongestTitle) is { } title
            ? new RecordedWork(
                string.Create(CultureInfo.InvariantCulture, $"{call.IdempotencyKey}:{at}"),
                Make(
                    turn, step.Type, step.Priority, title, call.At.AddDays(Math.Clamp(step.DueInDays, 0, MostDays))))
            : null;

    private static TaskDraft Make(
        SalesTurn turn, TaskType type, Urgency priority, string title, DateTimeOffset dueAt) => new(
            turn.Context.Workspace.Id, turn.Context.Turn.Session.Id.Value, KindOf(type), PriorityOf(priority), title,
            dueAt)
        {
            Assignee = turn.Settings.People.For(type),
        };

    private static string Title(string phrase, SalesTurn turn, SalesState sales)
    {
        // People read it in the workspace's language, whatever the contact speaks.
        var locale = turn.Context.Workspace.Locale;
        var who = new[] { $"{sales.Lead.FirstName} {sales.Lead.LastName}".Trim(), sales.Lead.Company }
            .Where(text => !string.IsNullOrEmpty(text));
        var label = SalesWording.Of(locale).Label(phrase, "");
        return WellFormed.Cut(
            string.Join(", ", who) is { Length: > 0 } named ? $"{label} ({named})" : label, LongestTitle);
    }

    private static string Details(SalesTurn turn, SalesState sales, string? reason)
    {
        var offer = sales.Standing ?? (sales.Offers is [.., var last] ? last : null);
        string?[] lines =
        [
            reason is null ? null : $"reason: {reason}",
            sales.Reasoning is null ? null : $"score: {sales.Reasoning}",
            offer is null
                ? null
                : InWords(offer),
            sales.Context,
            "",
            .. turn.Context.Turn.Recent.Where(entry => entry.Text.Length > 0)
                // A line break in an entry would look like another's line.
                .Select(entry => $"{NameOf(entry.Role)}: {entry.Text.ReplaceLineEndings(" ")}"),
        ];
        return WellFormed.Text(string.Join('\n', lines.Where(line => line is not null)), LongestDetails);
    }

    private static string InWords(Offer offer)
    {
        var (price, year) = (offer.UnitPrice.ToText("en"), offer.YearlyValue.ToText("en"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"offer {offer.Number}: {offer.Plan}, {offer.Seats} at {price}, {offer.CommitmentMonths} months: {year}");
    }

    private static string NameOf(EntryRole role) => SettingsParts.ToCamel(role.ToString());

    private static string PriorityOf(Urgency priority) => priority switch
    {
        Urgency.High => Priority.High,
        Urgency.Low => Priority.Low,
        _ => Priority.Medium,
    };

    private static string KindOf(TaskType type) => type switch
    {
        TaskType.Escalation => TaskKind.Escalation,
        TaskType.Contract => TaskKind.Contract,
        TaskType.Demo => TaskKind.Demo,
        TaskType.Call => TaskKind.Call,
        _ => TaskKind.FollowUp,
    };
}
