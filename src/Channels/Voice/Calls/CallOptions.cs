using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.Voice.Calls;

/// <summary>How calls are held; section <c>Voice</c> of the configuration.</summary>
public sealed class CallOptions
{
    /// <summary>How long an answer may take before a word is said meanwhile, in milliseconds. Default 900.</summary>
    [Range(200, 10_000)]
    public int FillerMs { get; set; } = 900;

    /// <summary>
    /// How long it may take before the caller is told that it still takes, in milliseconds. Default 4,000.
    /// </summary>
    [Range(1_000, 30_000)]
    public int StatusMs { get; set; } = 4_000;

    /// <summary>
    /// How long it may take before the caller is put through to a person, in milliseconds. Default 30,000.
    /// </summary>
    [Range(5_000, 120_000)]
    public int GiveUpMs { get; set; } = 30_000;

    /// <summary>How long a silence is before the caller is asked something, in milliseconds. Default 7,000.</summary>
    [Range(2_000, 60_000)]
    public int SilenceMs { get; set; } = 7_000;

    /// <summary>How long it is in all before we say goodbye, in milliseconds. Default 25,000.</summary>
    [Range(5_000, 300_000)]
    public int GoodbyeMs { get; set; } = 25_000;

    /// <summary>
    /// How long a call may last, in minutes; a minute before, the caller is told. Default 20.
    /// </summary>
    [Range(2, 240)]
    public int LongestMinutes { get; set; } = 20;

    /// <summary>
    /// How long the last words of an utterance are waited for once it has ended, in milliseconds; then what was
    /// understood until then is taken. Default 1,000.
    /// </summary>
    [Range(100, 5_000)]
    public int FinalMs { get; set; } = 1_000;

    /// <summary>How many calls this node holds at once. Default 300.</summary>
    [Range(1, 5_000)]
    public int MostCalls { get; set; } = 300;
}
