using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Scoring;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tools;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Sales.Tools;

/// <summary>Notes what the contact would like a person to do: the customer records make a task of it.</summary>
internal sealed class ArrangeTool() : Tool<SalesTurn, ArrangeArguments>(
    SalesToolNames.Arrange,
    "Notes that the contact would like a demonstration, a trial, the offer in writing or a call; a person sees to it.")
{
    private const int LongestWhen = 120;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, ArrangeArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        // What is said now may ask something: a yes to it is none to the offer of before.
        turn.PutBehind();
        var (kind, when) = (arguments.Kind, WellFormed.Line(arguments.When, LongestWhen));
        var sales = SignalOf(kind) is { } signal
            ? turn.Sales.WithLead(new Lead { Signals = [signal] })
            : turn.Sales;
        sales = sales.WithScore(ScoreRules.Of(sales.Lead)).WithArranged(new Arranged(kind, when));
        List<string> missing = [.. Missing(kind, when, sales.Lead)];
        turn.Sales = sales with { Asked = missing };
        return Task.FromResult<object>(new ArrangementNoted(
            kind, when, turn.Settings.People.For(Arranged.TaskOf(kind)), missing));
    }

    private static Signal? SignalOf(ArrangementKind kind) => kind switch
    {
        ArrangementKind.Demo => Signal.AskedDemo,
        ArrangementKind.Trial => Signal.AskedTrial,
        ArrangementKind.Quote => Signal.AskedQuote,
        _ => null,
    };

    private static IEnumerable<string> Missing(ArrangementKind kind, string? when, Lead lead)
    {
        if (when is null && kind is (ArrangementKind.Demo or ArrangementKind.Call))
            yield return Ask.When;
        if (kind == ArrangementKind.Call ? lead.Phone is null : lead.Email is null)
            yield return kind == ArrangementKind.Call ? Ask.Phone : Ask.Email;
    }
}
