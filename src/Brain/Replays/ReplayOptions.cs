using System.ComponentModel.DataAnnotations;

namespace Gateway.Brain.Replays;

/// <summary>How far replays may go, section <c>Replays</c>.</summary>
public sealed class ReplayOptions
{
    /// <summary>How many run at once on a node, 1 to 16; more are refused. Default 2.</summary>
    [Range(1, 16)]
    public int MostAtOnce { get; set; } = 2;

    /// <summary>
    /// How long one may take, in seconds, 10 to 3,600; turns that it has not come to are told of as such. Default 300.
    /// </summary>
    [Range(10, 3_600)]
    public int TimeoutSeconds { get; set; } = 300;
}
