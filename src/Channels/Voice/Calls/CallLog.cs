using Gateway.Sessions;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Voice.Calls;

/// <summary>What is logged of every call, whatever its wire.</summary>
internal static partial class CallLog
{
    [LoggerMessage(
        EventId = 101, Level = LogLevel.Error, Message = "Call {Call} could not begin: its session cannot be had")]
    public static partial void NoSession(ILogger logger, Exception error, string call);

    [LoggerMessage(
        EventId = 102, Level = LogLevel.Error,
        Message = "How call {Call} ended could not be noted; the network takes it that we died")]
    public static partial void NotNoted(ILogger logger, Exception error, string call);

    [LoggerMessage(
        EventId = 103, Level = LogLevel.Information,
        Message = "Call {Call} of session {Session} ended: {Kind} {Reason}")]
    public static partial void Ended(
        ILogger logger, string call, SessionId session, CallEndingKind kind, string? reason);

    [LoggerMessage(
        EventId = 104, Level = LogLevel.Error, Message = "Call {Call} broke, and is put through to a person")]
    public static partial void Fault(ILogger logger, Exception error, string call);

    [LoggerMessage(
        EventId = 105, Level = LogLevel.Information, Message = "Call {Call} goes on in {Locale}")]
    public static partial void Switched(ILogger logger, string call, string locale);
}
