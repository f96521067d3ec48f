using System.Globalization;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Understanding;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Tools;

/// <summary>
/// Takes down whether who does not buy now may be written to again, and sets the wake for it; without their yes there
/// is none.
/// </summary>
internal sealed class FollowUpLaterTool() : Tool<SalesTurn, FollowUpLaterArguments>(
    SalesToolNames.FollowUpLater,
    "Notes whether and in how many days the contact may be written to again. They have to be asked first.")
{
    /// <summary>Name of the wake.</summary>
    public const string Wake = "nurture";

    private const int MostDays = 365;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, FollowUpLaterArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        turn.PutBehind();
        var days = arguments.Days is >= 1 and <= MostDays ? arguments.Days.Value
            : turn.Sales.FollowUpDays ?? turn.Settings.NurtureDays;
        var mayWrite = Consented(turn, arguments.MayWrite) ?? turn.Sales.MayWriteLater;
        turn.Sales = turn.Sales with { FollowUpDays = days };
        return Task.FromResult<object>(mayWrite switch
        {
            null => AskFirst(turn),
            false => LeaveAlone(turn),
            true => WriteLater(turn, days, call.At.AddDays(days)),
        });
    }

    // A model's word that they agree counts where they were asked, or have asked to be written to.
    private static bool? Consented(SalesTurn turn, bool? said)
    {
        var text = turn.Context.Text;
        var mayBe = (turn.Sales.Asked is [Ask.MayWrite] || Parting.AsksToBeWritten(text)) && !Parting.IsForGood(text);
        return said == true && !mayBe ? null : said;
    }

    private static FollowUpNoted AskFirst(SalesTurn turn)
    {
        turn.Sales = turn.Sales with { Asked = [Ask.MayWrite] };
        turn.Show(new QuickRepliesPart(
            [new QuickReply(turn.Label("mayWriteAction")), new QuickReply(turn.Label("mayNotWriteAction"))]));
        return new FollowUpNoted(MayWrite: null, On: null, In: null, [Ask.MayWrite]);
    }

    private static FollowUpNoted LeaveAlone(SalesTurn turn)
    {
        turn.Withdraw();
        turn.Sales = turn.Sales.WithConsent(mayWrite: false) with { Asked = [], FollowUpOn = null };
        turn.Change(WakeChange.Cancel(Wake));
        return new FollowUpNoted(MayWrite: false, On: null, In: null, []);
    }

    private static FollowUpNoted WriteLater(SalesTurn turn, int days, DateTimeOffset at)
    {
        turn.Withdraw();
        var day = turn.DayOf(at);
        turn.Sales = turn.Sales.WithConsent(mayWrite: true) with { Asked = [], FollowUpOn = day };
        turn.Change(WakeChange.Set(new Wake(Wake, at, "followUp") { EndsWhenContactWrites = true }));
        return new FollowUpNoted(
            MayWrite: true, day, string.Create(CultureInfo.InvariantCulture, $"{days} days"), []);
    }
}
