using System.Diagnostics.Metrics;
using Gateway.Channels.Consent;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Twilio;

/// <summary>
/// What Twilio tells of the messages we sent, in any order, more than once, and sometimes before it has answered the
/// sending itself.
/// </summary>
internal sealed partial class TwilioReceipts : IDisposable
{
    private readonly Outbox _outbox;
    private readonly SessionReader _sessions;
    private readonly TwilioLines _lines;
    private readonly ProviderOptOuts _optOuts;
    private readonly TimeProvider _clock;
    private readonly ILogger<TwilioReceipts> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _callbacks;

    public TwilioReceipts(
        Outbox outbox, SessionReader sessions, TwilioLines lines, ProviderOptOuts optOuts, IMeterFactory meters,
        TimeProvider clock,
        ILogger<TwilioReceipts> logger)
    {
        (_outbox, _sessions, _lines, _optOuts, _clock, _logger) = (outbox, sessions, lines, optOuts, clock, logger);
        _meter = meters.Create("Gateway.Channels");
        _callbacks = _meter.CreateCounter<long>(
            "gateway.twilio.callbacks", "{callback}",
            "Status callbacks by outcome: taken, noId, unknownStatus, unknownMessage");
    }

    /// <summary>Takes a status callback.</summary>
    /// <param name="account">The account whose signature it bears.</param>
    /// <param name="reference">What stands in its path in place of our id, or null.</param>
    /// <param name="status">What it says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the message is another account's.</returns>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been taken.</exception>
    public async Task<bool> TakeAsync(
        TwilioAccount account, string? reference, TwilioStatus status, CancellationToken cancellationToken)
    {
        if (!TwilioReference.TryRead(reference, account, out var message))
            return Ignore("noId");
        if (TwilioMapping.ToState(status.Status) is not { } state)
            return Ignore("unknownStatus");
        if (await _sessions.ReadAsync(
            message.Delivery.Session, afterSeq: null, count: 0) is not { Session: var session })
            return Ignore("unknownMessage");
        if (!IsOf(account, session))
            return false;

        var error = status.ErrorCode.Length > 0 && state == OutboundState.Failed
            ? TwilioErrors.Of(status.ErrorCode)
            : null;
        var isKnown = await _outbox.ReceiptAsync(
            message, TwilioMapping.IsMessageSid(status.MessageSid) ? status.MessageSid : null, state, error?.Code,
            error?.Words);
        if (!isKnown)
            return Ignore("unknownMessage");
        if (error?.Kind == TwilioErrorKind.OptOut)
            await HearOptOutAsync(session, message, status, error.Code, cancellationToken);
        Count("taken");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Whose account may sign for one line must not speak for another's.</summary>
    private bool IsOf(TwilioAccount account, Session session) =>
        _lines.TryFind(session.Channel, session.Line ?? "", out var line) &&
        line.Workspace.Id == session.Workspace && line.Account.AccountSid == account.AccountSid;

    private Task HearOptOutAsync(
        Session session, OutboundId message, TwilioStatus status, string code, CancellationToken cancellationToken)
    {
        var addresses = TwilioAddress.TryParse(status.To, out var to)
            ? new[] { session.Address, to.Value }
            : [session.Address];
        return _optOuts.HearAsync(
            new ProviderWord(
                session.Workspace, session.Channel, session.Line!, [.. addresses.Distinct()], ConsentKeyword.Stop,
                $"provider:{code}:{message}",
                _clock.GetUtcNow()),
            cancellationToken);
    }

    private bool Ignore(string outcome)
    {
        Count(outcome);
        Log.Ignored(_logger, outcome);
        return true;
    }

    private void Count(string outcome) => _callbacks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Debug, Message = "A status callback of Twilio changes nothing: {Outcome}")]
        public static partial void Ignored(ILogger logger, string outcome);
    }
}
