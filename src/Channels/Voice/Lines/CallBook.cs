using System.Globalization;
using System.Text.Json;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Channels.Voice.Lines;

/// <summary>
/// The book of calls in Redis. All that is noted is noted once and stays (the first word counts), so that a webhook
/// that comes twice, late or on another node finds what the first one found, and nothing goes backwards.
/// </summary>
internal sealed class CallBook(RedisDoor redis) : ICallBook
{
    private const string Owner = "call";
    private const string LegPrefix = "leg:";
    private const int MaxReason = 60;

    /// <summary>Writes down a call that is answered. Said again, it changes nothing.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task OpenAsync(string callSid, CallOwner owner, CancellationToken cancellationToken)
    {
        var key = VoiceKeys.Call(callSid);
        return redis.AskAllAsync(
            database => new Task[]
            {
                database.HashSetAsync(
                    key, Owner, JsonSerializer.Serialize(owner, SessionJson.Options), When.NotExists),
                database.HashSetAsync(key, $"{LegPrefix}1", 1, When.NotExists),
                database.KeyExpireAsync(key, VoiceKeys.CallLives),
            }.Select(Done),
            cancellationToken);
    }

    /// <summary>A call; null when it was never answered here, or too long ago.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<KnownCall?> FindAsync(string callSid, CancellationToken cancellationToken)
    {
        if (!IsSid(callSid))
            return null;
        var all = await redis.AskAsync(
            database => database.HashGetAllAsync(VoiceKeys.Call(callSid)), cancellationToken);
        var fields = all.ToDictionary(field => (string)field.Name!, field => (string)field.Value!);
        if (!fields.TryGetValue(Owner, out var json)
            || JsonSerializer.Deserialize<CallOwner>(json, SessionJson.Options) is not { } owner)
            return null;
        var leg = fields.Keys.Where(name => name.StartsWith(LegPrefix, StringComparison.Ordinal))
            .Select(name => int.TryParse(
                name.AsSpan(LegPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0)
            .DefaultIfEmpty(1)
            .Max();
        return new KnownCall(callSid, owner, leg) { Fields = fields };
    }

    /// <summary>A call of a line; null also when it is another's.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<KnownCall?> FindAsync(string callSid, TwilioLine line, CancellationToken cancellationToken) =>
        await FindAsync(callSid, cancellationToken) is { } call && call.Owner.Workspace == line.Workspace.Id
            && call.Owner.Line == line.Channel.Line
            ? call
            : null;

    /// <summary>Begins our next part of a call.</summary>
    /// <param name="callSid">The call.</param>
    /// <param name="leg">The part that has ended. Said again, it is the same next one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task NextLegAsync(string callSid, int leg, CancellationToken cancellationToken) =>
        NoteAsync(callSid, $"{LegPrefix}{leg + 1}", "1", cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task EndAsync(string callSid, CallEnding ending, CancellationToken cancellationToken)
    {
        if (await FindAsync(callSid, cancellationToken) is not { } call)
            return;
        // What was done on purpose counts more than that a socket was lost meanwhile.
        var name = ending.Kind == CallEndingKind.Lost ? "lost" : "end";
        await NoteAsync(callSid, $"{name}:{call.Leg}", Write(ending), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<CallEnding?> FindEndingAsync(string callSid, CancellationToken cancellationToken) =>
        await FindAsync(callSid, cancellationToken) is { } call ? call.EndingOf(call.Leg) : null;

    /// <summary>Notes that a call that was lost is connected once more.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task ReconnectAsync(string callSid, int leg, CancellationToken cancellationToken) =>
        DoOnceAsync(callSid, string.Create(CultureInfo.InvariantCulture, $"reconnect:{leg}"), cancellationToken);

    /// <summary>Notes that a person took the call after our n-th part of it.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<bool> TakeAsync(string callSid, int leg, CancellationToken cancellationToken) =>
        NoteAsync(callSid, $"took:{leg}", "1", cancellationToken);

    /// <summary>Notes that something was done.</summary>
    /// <returns>False when it was noted before.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<bool> DoOnceAsync(string callSid, string what, CancellationToken cancellationToken) =>
        NoteAsync(callSid, $"did:{what}", "1", cancellationToken);

    /// <summary>Notes that the call is over at Twilio.</summary>
    /// <returns>False when that was known.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<bool> CloseAsync(string callSid, string status, CancellationToken cancellationToken) =>
        NoteAsync(callSid, "over", status, cancellationToken);

    /// <summary>Whether a text can be Twilio's id of a call; nothing else comes into a key.</summary>
    public static bool IsSid(string text) => text.Length is >= 2 and <= 64 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>An ending as <see cref="Write"/> wrote it; null for nothing.</summary>
    internal static CallEnding? Read(string? text)
    {
        if (text?.Split(' ', 2) is not [var name, var reason] || !Enum.TryParse<CallEndingKind>(name, out var kind))
            return null;
        return new CallEnding(kind, reason.Length == 0 ? null : reason);
    }

    private static string Write(CallEnding ending) =>
        $"{ending.Kind} {(ending.Reason is { Length: > MaxReason } reason ? reason[..MaxReason] : ending.Reason)}";

    private async Task<bool> NoteAsync(string callSid, string name, string value, CancellationToken cancellationToken)
    {
        if (!IsSid(callSid))
            return false;
        var key = VoiceKeys.Call(callSid);
        var isNew = await redis.AskAsync(
            database => database.HashSetAsync(key, name, value, When.NotExists), cancellationToken);
        if (isNew)
            await redis.AskAsync(database => database.KeyExpireAsync(key, VoiceKeys.CallLives), cancellationToken);
        return isNew;
    }

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
