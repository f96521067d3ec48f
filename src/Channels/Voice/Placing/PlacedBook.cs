using System.Globalization;
using System.Text.Json;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Channels.Voice.Placing;

/// <summary>What was asked for of calls of ours, and what became of it: in Redis, for all nodes.</summary>
internal sealed class PlacedBook(RedisDoor redis, Limits limits)
{
    private const string Begun = "begun:";

    // Who took it and died before it was noted holds up the others for so long.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(2);

    /// <summary>Takes a key for a call that is about to be asked for.</summary>
    /// <returns>Null when it was free; else what stands there.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<PlacedBefore?> TakeAsync(string workspace, string key, DateTimeOffset now)
    {
        var redisKey = VoiceKeys.Placed(workspace, key);
        var mark = Mark(now);
        if (await redis.AskAsync(
            database => database.StringSetAsync(redisKey, mark, VoiceKeys.CallLives, When.NotExists)))
            return null;
        var found = (string?)await redis.AskAsync(database => database.StringGetAsync(redisKey)) ?? mark;
        return found.StartsWith(Begun, StringComparison.Ordinal)
            && long.TryParse(found.AsSpan(Begun.Length), CultureInfo.InvariantCulture, out var at)
            ? new PlacedBefore(CallSid: null, DateTimeOffset.FromUnixTimeMilliseconds(at))
            : new PlacedBefore(found, At: null);
    }

    /// <summary>Takes a key again whose call was looked for and not found; one of all that ask.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> TakeAgainAsync(string workspace, string key, DateTimeOffset before, DateTimeOffset now)
    {
        if (!await limits.UseOnceAsync("voice-again", $"{workspace}:{key}:{Mark(before)}", Again))
            return false;
        await redis.AskAsync(
            database => database.StringSetAsync(VoiceKeys.Placed(workspace, key), Mark(now), VoiceKeys.CallLives));
        return true;
    }

    /// <summary>Notes which call it is.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task NoteAsync(string workspace, string key, string callSid) => redis.AskAsync(
        database => database.StringSetAsync(VoiceKeys.Placed(workspace, key), callSid, VoiceKeys.CallLives));

    /// <summary>Gives a key back: surely nobody was called.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task GiveBackAsync(string workspace, string key) => redis.AskAsync(
        database => database.KeyDeleteAsync(VoiceKeys.Placed(workspace, key)));

    /// <summary>Keeps what is to be said in a call.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task KeepAsync(SessionId session, BeginRequest request) => redis.AskAsync(
        database => database.StringSetAsync(
            VoiceKeys.Cause(session), JsonSerializer.SerializeToUtf8Bytes(request, SessionJson.Options),
            VoiceKeys.CallLives));

    /// <summary>What is to be said in a call; null when nothing was asked for.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<BeginRequest?> FindAsync(SessionId session)
    {
        var kept = await redis.AskAsync(database => database.StringGetAsync(VoiceKeys.Cause(session)));
        return kept.IsNull ? null : JsonSerializer.Deserialize<BeginRequest>((byte[])kept!, SessionJson.Options);
    }

    private static string Mark(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Begun}{at.ToUnixTimeMilliseconds()}");
}

/// <summary>What became of a call under a key.</summary>
/// <param name="CallSid">Twilio's id of it; null while that is not known.</param>
/// <param name="At">When it was asked for, while its id is not known; else null.</param>
internal sealed record PlacedBefore(string? CallSid, DateTimeOffset? At);
