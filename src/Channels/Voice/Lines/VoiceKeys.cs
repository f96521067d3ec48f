using System.Security.Cryptography;
using System.Text;
using Gateway.Sessions;
using StackExchange.Redis;

namespace Gateway.Channels.Voice.Lines;

/// <summary>What calls keep in Redis besides their sessions.</summary>
internal static class VoiceKeys
{
    /// <summary>How long what is known of a call lives: longer than Twilio lets one last.</summary>
    public static TimeSpan CallLives { get; } = TimeSpan.FromHours(26);

    /// <summary>How long a ticket is good.</summary>
    public static TimeSpan TicketLives { get; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Hash: what is known of a call, by Twilio's id of it. Fields <c>call</c> (JSON, whose it is), <c>leg:n</c> (our
    /// n-th part of it was begun), <c>end:n</c> and <c>lost:n</c> (how that part ended), <c>took:n</c> (a person took
    /// the call after it), <c>did:…</c> (what was done once), <c>over</c> (the status it ended with). Lives 26 hours.
    /// </summary>
    public static RedisKey Call(string callSid) => $"gateway:voice:call:{callSid}";

    /// <summary>
    /// String, JSON: what a ticket lets in, under the ticket's SHA-256, so that who reads Redis holds no ticket. Lives
    /// a minute, or until it is taken.
    /// </summary>
    public static RedisKey Ticket(string ticket) => $"gateway:voice:ticket:{Hash(ticket)}";

    /// <summary>
    /// String: a call that was asked for under that key: <c>begun:</c> and when (Unix time in ms), then Twilio's id of
    /// it. Lives 26 hours.
    /// </summary>
    public static RedisKey Placed(string workspace, string key) => $"gateway:voice:placed:{workspace}:{Hash(key)}";

    /// <summary>String, JSON: what is to be said in a call of ours, by its session. Lives 26 hours.</summary>
    public static RedisKey Cause(SessionId session) => $"gateway:voice:cause:{session}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
