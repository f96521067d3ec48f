using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Voice.Placing;

/// <summary>
/// Calls people through Twilio, which knows no idempotency: a key is taken before Twilio is asked, and one whose answer
/// was lost is looked for before it is asked again.
/// </summary>
internal sealed partial class CallPlacer(
    SessionEngine engine, IWorkspaces workspaces, IConsents consents, TwilioLines lines, TwilioCalls twilio,
    PlacedBook placed, CallBook book, Pacing pacing, PublicAddress address, IOptions<VoiceOptions> options,
    AnswerMetrics metrics, TimeProvider clock, ILogger<CallPlacer> logger) : ICallPlacer
{
    private const int RingSeconds = 30;

    // Nobody is called twice within so long, whoever asks.
    private const double CallsPerContactPerSecond = 1.0 / 60;

    private static readonly TimeSpan NameLives = TimeSpan.FromDays(2);

    // Whoever took the key may still be asking; Twilio's own list is some seconds late.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public async Task<CallBegun> BeginAsync(BeginRequest request, CancellationToken cancellationToken)
    {
        if (request.Channel != ChannelKind.Voice || request.Cause is not { } cause)
            throw new ArgumentException("A call is of the channel voice, and has a cause.", nameof(request));
        var begun = await BeginAsync(request, cause, cancellationToken);
        metrics.Placed(begun.Reason ?? begun.Outcome.ToString());
        if (begun.Reason is { } reason)
            Log.NotBegun(logger, request.Workspace, begun.Outcome, reason);
        return begun;
    }

    private async Task<CallBegun> BeginAsync(
        BeginRequest request, Begin cause, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(request.Workspace, out var workspace)
            || !lines.TryFind(ChannelKind.Voice, request.Line, out var line) || line.Workspace.Id != workspace.Id)
            return Refused("line");
        // Their agent knows nothing of what a call of ours is for.
        if (line.Channel.SettingsOf<VoiceSettings>().ModeOrDefault == VoiceSettings.Agent)
            return Refused("mode");
        if (!E164.IsPossible(request.Address))
            return Refused("address");
        if (lines.IsOurs(request.Address))
            return Refused("ownLine");
        if (address.Configured is not { } root)
            return Refused("publicUrl");
        var now = clock.GetUtcNow();
        var session = new Session(
            default, workspace.Id, ChannelKind.Voice, request.Address, Contact: null, request.Locale,
            SessionStatus.Open, LastSeq: 0, now, now)
        { Line = request.Line };
        var permission = await consents.MaySendAsync(workspace, session, cause.Class, now, cancellationToken);
        if (!permission.IsAllowed)
            return permission.NotBefore is { } then
                ? Later(permission.Reason, then)
                : Refused(permission.Reason);
        if (await placed.TakeAsync(workspace.Id, request.ExternalId, now) is { } before
            && await LookAsync(request, line, before, now, cancellationToken) is { } found)
            return found;
        return await PlaceAsync(request, line, session, root, now, cancellationToken);
    }

    /// <summary>What became of it before; null when it may be asked for again.</summary>
    private async Task<CallBegun?> LookAsync(
        BeginRequest request, TwilioLine line, PlacedBefore before, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (before.At is not { } at)
            return new CallBegun(CallOutcome.Duplicate) { CallSid = before.CallSid };
        if (now - at < Settles)
            return new CallBegun(CallOutcome.Unknown) { Reason = "running" };
        try
        {
            var sid = await twilio.FindAsync(
                line.Account, request.Line, request.Address, at - Early, cancellationToken);
            if (sid is null)
                return await placed.TakeAgainAsync(line.Workspace.Id, request.ExternalId, at, now)
                    ? null
                    : new CallBegun(CallOutcome.Unknown) { Reason = "running" };
            await placed.NoteAsync(line.Workspace.Id, request.ExternalId, sid);
            return new CallBegun(CallOutcome.Duplicate) { CallSid = sid };
        }
        catch (TwilioCallException error)
        {
            return new CallBegun(CallOutcome.Unknown) { Reason = error.Code };
        }
    }

    private async Task<CallBegun> PlaceAsync(
        BeginRequest request, TwilioLine line, Session contact, Uri root, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await RoomAsync(contact, line.Account) is { } wait)
        {
            await placed.GiveBackAsync(request.Workspace, request.ExternalId);
            return Later("pace", now + wait);
        }

        var session = await engine.OpenNamedAsync(
            request.Workspace, ChannelKind.Voice, request.Address, request.Locale, $"placed:{request.ExternalId}",
            NameLives, request.Line);
        await placed.KeepAsync(session, request);
        var sent = await twilio.CreateAsync(
            line.Account,
            new OutgoingCall(
                request.Line, request.Address, session,
                new CallAddresses(root.OriginalString.TrimEnd('/')), RingSeconds, options.Value.LongestCallSeconds),
            cancellationToken);
        switch (sent)
        {
            case SendOutcome.Sent(var sid):
                await book.OpenAsync(sid, OwnerOf(request, session), cancellationToken);
                await placed.NoteAsync(request.Workspace, request.ExternalId, sid);
                if (request.Cause!.Class == MessageClass.Marketing)
                    await consents.NoteSentAsync(contact, $"call:{sid}", now, cancellationToken);
                Log.Begun(logger, sid, request.Workspace, session);
                return new CallBegun(CallOutcome.Begun) { CallSid = sid, Session = session };
            case SendOutcome.Unknown(var reason):
                return new CallBegun(CallOutcome.Unknown) { Session = session, Reason = reason };
            default:
                return await NotTakenAsync(request, line, session, sent, now);
        }
    }

    /// <summary>Twilio surely calls nobody: the key is free again, and the session says why.</summary>
    private async Task<CallBegun> NotTakenAsync(
        BeginRequest request, TwilioLine line, SessionId session, SendOutcome sent, DateTimeOffset now)
    {
        await placed.GiveBackAsync(request.Workspace, request.ExternalId);
        if (sent is SendOutcome.NotTaken taken)
            return Later(taken.Reason, now + (taken.RetryAfter ?? Settles)) with { Session = session };
        var why = sent switch
        {
            SendOutcome.Refused(var refusal) => refusal.Code,
            SendOutcome.OptedOut(var refusal) => refusal.Code,
            SendOutcome.ChannelDown(var refusal) => refusal.Code,
            _ => "failed",
        };
        var notes = CallWords.In(line.Workspace.Locale);
        await engine.AppendAsync(session, new NewEntry(EntryRole.System, notes.NotBegun(why)), $"refused:{why}");
        return Refused(why) with { Session = session };
    }

    private Task<TimeSpan?> RoomAsync(Session contact, TwilioAccount account) => pacing.TakeAsync(
        // Twilio counts an account's calls, whichever line they are from.
        contact with { Line = account.AccountSid },
        new Pace(
            options.Value.CallsPerSecond, Math.Max(1, options.Value.CallsPerSecond), CallsPerContactPerSecond,
            RecipientBurst: 1));

    private static CallOwner OwnerOf(BeginRequest request, SessionId session) => new(
        request.Workspace, request.Line, request.Address, request.Locale, session, CallDirection.Outbound);

    private static CallBegun Refused(string reason) => new(CallOutcome.Refused) { Reason = reason };

    private static CallBegun Later(string reason, DateTimeOffset then) =>
        new(CallOutcome.Later) { Reason = reason, NotBefore = then };

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Information,
            Message = "Call {Call} of workspace {Workspace} is begun in session {Session}")]
        public static partial void Begun(ILogger logger, string call, string workspace, SessionId session);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Information,
            Message = "A call of workspace {Workspace} was not begun: {Outcome}, {Reason}")]
        public static partial void NotBegun(ILogger logger, string workspace, CallOutcome outcome, string reason);
    }
}
