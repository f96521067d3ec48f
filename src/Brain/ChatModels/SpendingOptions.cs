using System.ComponentModel.DataAnnotations;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// How many turns a day paid models are asked for, and how many tokens they may take; section <c>Spending</c> of the
/// configuration. Beyond that the house model, which costs nothing, answers.
/// </summary>
public sealed class SpendingOptions
{
    /// <summary>The most turns a day of one session that a paid model is asked for. Default 120.</summary>
    [Range(0, 1_000_000_000)]
    public int TurnsPerSession { get; set; } = 120;

    /// <summary>The most turns a day of one workspace, all its contacts together. Default 2,000.</summary>
    [Range(0, 1_000_000_000)]
    public int TurnsPerWorkspace { get; set; } = 2_000;

    /// <summary>
    /// The most tokens a day of one session, told and answered, in all that its turns ask of paid models. A turn that
    /// has begun is not cut short. Default 1,000,000.
    /// </summary>
    [Range(0, 1_000_000_000_000)]
    public long TokensPerSession { get; set; } = 1_000_000;

    /// <summary>The most tokens a day of one workspace, all its contacts together. Default 20,000,000.</summary>
    [Range(0, 1_000_000_000_000)]
    public long TokensPerWorkspace { get; set; } = 20_000_000;
}
