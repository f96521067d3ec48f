using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Checks the code that was sent, and finds the appointments of that telephone.</summary>
internal sealed class CheckCodeTool(PlanningBook planning, PhoneCodes codes)
    : Tool<InspectionTurn, CheckCodeArguments>(
        InspectionToolNames.CheckCode,
        "Checks the code that was sent to the contact's telephone, and finds their appointments.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, CheckCodeArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        if (turn.Inspection.Code is not { } sent)
            return Asking(turn, null, Ask.Phone, "phoneNeeded");
        if (call.At > sent.Expires)
            return Asking(turn, null, Ask.Phone, "codeExpired");
        var code = new string([.. arguments.Code.Where(char.IsAsciiDigit)]);
        if (!await codes.IsAsync(code, sent))
        {
            return sent.Tries + 1 >= PhoneCodes.MostTries
                ? Asking(turn, null, Ask.Phone, "codeExpired")
                : Asking(turn, sent with { Tries = sent.Tries + 1 }, Ask.Code, "wrongCode");
        }

        turn.Inspection = turn.Inspection with { Code = null, Proven = sent.Phone };
        return await FindAppointmentsTool.FoundAsync(planning, turn, sent.Phone, sent.Plate, cancellationToken);
    }

    private static AppointmentsFound Asking(InspectionTurn turn, CodeSent? code, string what, string why)
    {
        turn.Inspection = turn.Inspection with { Code = code, Asked = [what] };
        return new AppointmentsFound { AskFor = [what], Why = why };
    }
}

/// <summary>The code as the contact wrote it.</summary>
/// <param name="Code">Digits; what stands between them does not count.</param>
internal sealed record CheckCodeArguments(string Code);
