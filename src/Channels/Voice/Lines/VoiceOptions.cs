using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.Voice.Lines;

/// <summary>What stands around calls; section <c>Voice</c> of the configuration.</summary>
public sealed class VoiceOptions
{
    /// <summary>How often one number may call a line within an hour. Default 30.</summary>
    [Range(1, 100_000)]
    public int CallsPerHour { get; set; } = 30;

    /// <summary>How long a person's telephone rings, in seconds. Default 20.</summary>
    [Range(5, 120)]
    public int RingSeconds { get; set; } = 20;

    /// <summary>The longest message that is recorded, in seconds. Default 180.</summary>
    [Range(10, 1_800)]
    public int VoicemailSeconds { get; set; } = 180;

    /// <summary>The longest call of ours, in seconds; Twilio ends it then. Default 1,800.</summary>
    [Range(60, 14_400)]
    public int LongestCallSeconds { get; set; } = 1_800;

    /// <summary>
    /// How many calls an account begins within a second. Default 1, which is Twilio's own for new ones.
    /// </summary>
    [Range(0.1, 100)]
    public double CallsPerSecond { get; set; } = 1;

    /// <summary>How often one number is called back by the widget's wish within a day. Default 3.</summary>
    [Range(1, 100)]
    public int CallBacksPerDay { get; set; } = 3;
}
