using System.ComponentModel;

namespace Gateway.Brain.Sales.Tools;

/// <summary>Whether and when they are written to again.</summary>
internal sealed record FollowUpLaterArguments
{
    [Description("In how many days, when they said so; left out, the workspace's own.")]
    public int? Days { get; init; }

    [Description("Whether the contact said that they may be written to; left out when they have not answered.")]
    public bool? MayWrite { get; init; }
}

/// <summary>What was noted.</summary>
/// <param name="MayWrite">Whether they agreed; null: they have to be asked first.</param>
/// <param name="On">The day on which they are written to; null where they are not.</param>
/// <param name="In">The same from now on, as <c>60 days</c>; null where they are not.</param>
/// <param name="AskFor"><c>mayWrite</c> when they have to be asked; or nothing.</param>
internal sealed record FollowUpNoted(bool? MayWrite, DateOnly? On, string? In, IReadOnlyList<string> AskFor);
