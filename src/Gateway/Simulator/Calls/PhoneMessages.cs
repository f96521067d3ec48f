using System.Text.Json.Serialization;

namespace Gateway.Simulator.Calls;

/// <summary>What the phone in the browser, or in the terminal, tells.</summary>
/// <param name="Type">
/// <c>say</c> (words to be spoken into the line), <c>key</c>, <c>hangUp</c>, <c>pickUp</c> or <c>decline</c> (as the
/// person who is dialled).
/// </param>
/// <param name="Text">The words of <c>say</c>.</param>
/// <param name="Key">The key of <c>key</c>.</param>
/// <param name="Locale">The language of the words; null: the workspace's.</param>
internal sealed record PhoneSays(string Type, string? Text = null, string? Key = null, string? Locale = null);

/// <summary>What the phone is told; sound comes beside it as mu-law in binary messages.</summary>
/// <param name="Type">
/// <c>ringing</c>, <c>answered</c>, <c>hearing</c>, <c>heard</c>, <c>pressed</c>, <c>said</c>, <c>paused</c>,
/// <c>resumed</c>, <c>interrupted</c>, <c>timed</c>, <c>provider</c> (what the telephone company says),
/// <c>dialling</c>, <c>whisper</c>, <c>person</c>, <c>recording</c>, <c>refused</c> or <c>ended</c>.
/// </param>
internal sealed record PhoneHears(string Type)
{
    /// <summary>Words, where there are some.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>Who understands the caller, of <c>answered</c>; why it ended, of <c>ended</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>How long the steps of an exchange took, in milliseconds, by the names of the metrics.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int?>? Times { get; init; }
}
