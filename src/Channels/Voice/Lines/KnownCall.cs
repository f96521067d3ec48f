using System.Globalization;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Lines;

/// <summary>Whose call it is: what does not change while it lasts.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Line">Our number, E.164.</param>
/// <param name="Address">The other side's, as in <see cref="CallTicket.Address"/>.</param>
/// <param name="Locale">Language it began in.</param>
/// <param name="Session">Its session; null where somebody else answers.</param>
/// <param name="Direction">Who called whom.</param>
internal sealed record CallOwner(
    string Workspace, string Line, string Address, string Locale, SessionId? Session, CallDirection Direction);

/// <summary>A call as the book has it.</summary>
/// <param name="Sid">Twilio's id of it.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Leg">Which of our parts of it is the newest, from 1: each time it comes back to us one begins.</param>
internal sealed record KnownCall(string Sid, CallOwner Owner, int Leg)
{
    private readonly IReadOnlyDictionary<string, string> _fields = new Dictionary<string, string>();

    /// <summary>All that was noted, by the names of <see cref="VoiceKeys.Call"/>.</summary>
    public required IReadOnlyDictionary<string, string> Fields { init => _fields = value; }

    /// <summary>The status it ended with at Twilio; null while it lasts.</summary>
    public string? Over => _fields.GetValueOrDefault("over");

    /// <summary>How a part of it ended; null when nobody said: whoever had it died, or has it still.</summary>
    public CallEnding? EndingOf(int leg) =>
        CallBook.Read(_fields.GetValueOrDefault($"end:{leg}"))
        ?? CallBook.Read(_fields.GetValueOrDefault($"lost:{leg}"));

    /// <summary>Whether a person took the call after that part.</summary>
    public bool WasTaken(int leg) => _fields.ContainsKey($"took:{leg}");

    /// <summary>Whether something was done before.</summary>
    public bool Did(string what) => _fields.ContainsKey($"did:{what}");

    /// <summary>After which part it was connected once more, having been lost; null when it was not.</summary>
    public int? ReconnectedAfter => Enumerable.Range(1, Leg).Select(leg => (int?)leg)
        .FirstOrDefault(leg => Did(string.Create(CultureInfo.InvariantCulture, $"reconnect:{leg}")));
}
