using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>
/// A time that was set earlier, by the brain, a tool or a campaign, at which a session gets a turn though no one
/// writes.
/// </summary>
/// <param name="Name">Which of the session's wakes: set again it is moved. 1 to 100 characters.</param>
/// <param name="At">When it is due; Redis's clock decides, to the second.</param>
/// <param name="Reason">What for, in a word that its setter knows: <c>reminder</c>, <c>followUp</c>.</param>
public sealed record Wake(string Name, DateTimeOffset At, string Reason)
{
    /// <summary>The most wakes of a session that wait at one time.</summary>
    public const int Most = 100;

    /// <summary>The longest name.</summary>
    public const int LongestName = 100;

    /// <summary>What the turn needs to know of it, as JSON or as its setter likes; null for nothing.</summary>
    public string? Payload { get; init; }

    /// <summary>
    /// Whether it is cancelled when the contact writes before it is taken up: it would ask for what they have just
    /// said.
    /// </summary>
    public bool EndsWhenContactWrites { get; init; }
}

/// <summary>How the setting of a wake fared.</summary>
public enum WakeOutcome
{
    /// <summary>It is durable.</summary>
    Set,

    /// <summary>The session has <see cref="Wake.Most"/> wakes already.</summary>
    Full,

    /// <summary>There is no such session (any more).</summary>
    UnknownSession,

    /// <summary>The session is closed: it wakes no more.</summary>
    SessionClosed,
}

/// <summary>What a turn wants changed among its session's wakes.</summary>
/// <param name="Name">Which.</param>
/// <param name="Wake">Its new time and reason; null to cancel it.</param>
public sealed record WakeChange(string Name, Wake? Wake)
{
    /// <summary>Sets a wake, or moves the one of that name.</summary>
    public static WakeChange Set(Wake wake) => new(wake.Name, wake);

    /// <summary>Cancels the wake of that name, if it still waits.</summary>
    public static WakeChange Cancel(string name) => new(name, null);
}

/// <summary>We open the conversation: why a turn runs that no message and no wake has asked for.</summary>
/// <param name="Reason">What for, in a word that its beginner knows.</param>
/// <param name="Class">Why what is said may be sent unasked.</param>
/// <param name="Payload">What the turn needs to know of it; null for nothing.</param>
public sealed record Begin(string Reason, MessageClass Class, string? Payload)
{
    /// <summary>When it was asked for, by Redis's clock.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>
/// A wake or a begin as Redis keeps it: <c>{due ms}|{flags}|{JSON}</c>, so that scripts can read the first two.
/// </summary>
internal sealed record StoredWake(string Name, string Reason)
{
    public string? Payload { get; init; }

    /// <summary>For a begin, why it may be sent.</summary>
    public MessageClass? Class { get; init; }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    [JsonIgnore]
    public bool EndsWhenContactWrites { get; init; }

    public static string Write(Wake wake)
    {
        if (wake.Name.Length is 0 or > Wake.LongestName)
            throw new ArgumentException($"A wake's name has 1 to {Wake.LongestName} characters.", nameof(wake));
        var json = JsonSerializer.Serialize(
            new StoredWake(wake.Name, wake.Reason) { Payload = wake.Payload }, SessionJson.Options);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Max(0, wake.At.ToUnixTimeMilliseconds())}|{(wake.EndsWhenContactWrites ? "m" : "")}|{json}");
    }

    /// <summary>A begin without its time, which Redis puts before it: it is due at once.</summary>
    public static string Write(string name, Begin begin) =>
        "|b|"
        + JsonSerializer.Serialize(
        new StoredWake(name, begin.Reason) { Payload = begin.Payload, Class = begin.Class }, SessionJson.Options);

    /// <exception cref="FormatException">Something else stands there.</exception>
    public static StoredWake Read(string text)
    {
        var parts = text.Split('|', 3);
        if (parts.Length != 3 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var at))
            throw new FormatException("Not a wake.");
        return JsonSerializer.Deserialize<StoredWake>(parts[2], SessionJson.Options)! with
        {
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            EndsWhenContactWrites = parts[1].Contains('m', StringComparison.Ordinal),
        };
    }

    /// <summary>Null for a begin.</summary>
    public Wake? ToWake() => Class is not null
        ? null
        : new Wake(Name, At, Reason) { Payload = Payload, EndsWhenContactWrites = EndsWhenContactWrites };

    /// <summary>Null for a wake.</summary>
    public Begin? ToBegin() => Class is { } @class ? new Begin(Reason, @class, Payload) { At = At } : null;
}
