using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Consent;

/// <summary>What decides whether a contact may be written to.</summary>
internal sealed record OutreachFacts
{
    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>With whom we may begin a conversation there.</summary>
    public required ChannelBegin Begins { get; init; }

    /// <summary>Whether they have stopped messages on this channel.</summary>
    public bool OptedOut { get; init; }

    /// <summary>
    /// Whether they agreed to prospecting on this channel and have not taken it back, by a stop here or a refusal
    /// anywhere.
    /// </summary>
    public bool HasAgreed { get; init; }

    /// <summary>When they last stopped or refused, on any channel; null when they never did.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>
    /// When prospecting was sent to them on any channel, the newest first; older than 30 days does not matter.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Sent { get; init; } = [];

    /// <summary>Where they live.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>What the business chose.</summary>
    public required OutreachRules Rules { get; init; }
}

/// <summary>Whether a message may be sent to someone who does not wait for it.</summary>
internal static class Outreach
{
    /// <summary>How long someone who refused is left alone.</summary>
    public static TimeSpan RefusalLock { get; } = TimeSpan.FromDays(60);

    /// <summary>Within which time prospecting messages are counted.</summary>
    public static TimeSpan CapWindow { get; } = TimeSpan.FromDays(30);

    /// <summary>Decides.</summary>
    /// <param name="class">Why it would be sent.</param>
    /// <param name="facts">The contact.</param>
    /// <param name="now">When it would be sent.</param>
    public static SendingPermission Decide(MessageClass @class, OutreachFacts facts, DateTimeOffset now)
    {
        if (@class == MessageClass.Reply)
            return SendingPermission.Allowed;
        if (facts.OptedOut)
            return Never("optedOut");
        if (@class == MessageClass.Service)
            return SendingPermission.Allowed;
        // Who must have written first is not won by writing.
        if (facts.Begins != ChannelBegin.Anyone)
            return Never("channel");
        if (!facts.HasAgreed)
            return Never("noConsent");
        return facts.Rules.MostIn30Days < 1 ? Never("cap") : Wait(facts, now);
    }

    private static SendingPermission Wait(OutreachFacts facts, DateTimeOffset now)
    {
        var unlocked = facts.RefusedAt + RefusalLock ?? now;
        var most = facts.Rules.MostIn30Days;
        var counted = facts.Sent.Where(at => at > now - CapWindow && at <= now).OrderDescending().ToList();
        var uncapped = counted.Count < most ? now : counted[most - 1] + CapWindow;
        var earliest = new[] { now, unlocked, uncapped }.Max();
        var open = OutreachHours.Next(earliest, facts.Zone, facts.Channel, facts.Rules);
        if (open == now)
            return SendingPermission.Allowed;
        return new SendingPermission(false, open, unlocked > now ? "refusal" : uncapped > now ? "cap" : "quietHours");
    }

    private static SendingPermission Never(string reason) => new(false, null, reason);
}
