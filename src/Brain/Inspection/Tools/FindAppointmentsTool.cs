using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>
/// Finds the contact's coming appointments: those of a telephone number that the channel proves, or else of one to
/// which a code is sent first.
/// </summary>
internal sealed class FindAppointmentsTool(PlanningBook planning, PhoneCodes codes)
    : Tool<InspectionTurn, FindAppointmentsArguments>(
        InspectionToolNames.FindAppointments,
        "Finds the contact's coming appointments. Where their telephone number is not proven, a code is sent to it, "
        + "and check_code goes on.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        InspectionTurn turn, FindAppointmentsArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        turn.Inspection = turn.Inspection with { For = arguments.For, Unclear = 0 };
        var plate = arguments.LicensePlate is { } written
            ? DriverPlates.Read(written)
            : null;
        var told = arguments.Phone is { } phone ? E164.FromPeople(phone, "FR") : null;
        if (arguments.Phone is not null && told is null)
            return Asking(turn, Ask.Phone, "malformedPhone");
        var proven = turn.PhoneOfChannel ?? turn.Inspection.Proven;
        if (proven is not null && (told is null || told == proven))
            return await FoundAsync(planning, turn, proven, plate, cancellationToken);
        if (told is null)
        {
            // What was made in this very conversation is theirs without more ado.
            return turn.Inspection.Known.Count > 0 ? Told(turn) : Asking(turn, Ask.Phone, "phoneNeeded");
        }

        if (await codes.SendAsync(turn, told, plate, call, cancellationToken) is not { } sent)
            return Asking(turn, Ask.Phone, "codeCannotBeSent");
        turn.Inspection = turn.Inspection with { Code = sent, Asked = [Ask.Code] };
        return new AppointmentsFound { CodeSentTo = PhoneCodes.Masked(told) };
    }

    /// <summary>Those of a number that is theirs.</summary>
    public static async Task<AppointmentsFound> FoundAsync(
        PlanningBook planning, InspectionTurn turn, string phone, string? plate, CancellationToken cancellationToken)
    {
        var found = await planning.FindMineAsync(turn.Centre, phone, plate, cancellationToken);
        turn.Inspection = found.Aggregate(
            turn.Inspection with { Asked = [] },
            (state, one) => state.Knowing(KnownAppointments.Of(one, turn)));
        return Told(turn);
    }

    private static AppointmentsFound Told(InspectionTurn turn) => new()
    {
        For = turn.Inspection.For,
        Appointments = [.. turn.Inspection.Known.Select((one, place) =>
            KnownAppointments.Told(one, place + 1, turn))],
    };

    private static AppointmentsFound Asking(InspectionTurn turn, string what, string why)
    {
        turn.Inspection = turn.Inspection with { Asked = [what] };
        return new AppointmentsFound { AskFor = [what], Why = why };
    }
}

/// <summary>Whose appointments.</summary>
internal sealed record FindAppointmentsArguments
{
    /// <summary>The number that was given when it was booked; null: the one they write from.</summary>
    [Description("Telephone number given when it was booked; leave out for the one they write from.")]
    public string? Phone { get; init; }

    /// <summary>The plate of the vehicle.</summary>
    [JsonPropertyName("license_plate")]
    public string? LicensePlate { get; init; }

    /// <summary>What is to be done with it.</summary>
    [Description("tell, move or cancel.")]
    public FindFor For { get; init; }
}

/// <summary>What was found.</summary>
internal sealed record AppointmentsFound
{
    /// <summary>The appointments, the soonest first; empty when there are none, or it is not known yet.</summary>
    public IReadOnlyList<AppointmentTold> Appointments { get; init; } = [];

    /// <summary>What they were looked for to do with them.</summary>
    public FindFor For { get; init; }

    /// <summary>The end of the number to which a code was sent; null when none was.</summary>
    public string? CodeSentTo { get; init; }

    /// <summary>What is to be asked for first.</summary>
    public IReadOnlyList<string> AskFor { get; init; } = [];

    /// <summary>Why they cannot be told; null when they can: <c>phoneNeeded</c>, <c>malformedPhone</c>,
    /// <c>codeCannotBeSent</c>, <c>wrongCode</c>, <c>codeExpired</c>.</summary>
    public string? Why { get; init; }
}
