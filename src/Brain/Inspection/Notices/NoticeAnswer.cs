namespace Gateway.Brain.Inspection.Notices;

/// <summary>What became of an attempt to tell something.</summary>
/// <param name="Kind">How it went.</param>
/// <param name="Reason">Why it was not told, in a word; null when it was.</param>
/// <param name="NotBefore">When to try again, for <see cref="NoticeAnswerKind.Later"/>; null otherwise.</param>
public sealed record NoticeAnswer(NoticeAnswerKind Kind, string? Reason = null, DateTimeOffset? NotBefore = null)
{
    /// <summary>It was handed on.</summary>
    public static NoticeAnswer Sent { get; } = new(NoticeAnswerKind.Sent);

    /// <summary>It is not to be told, now or ever.</summary>
    public static NoticeAnswer Dropped(string reason) => new(NoticeAnswerKind.Dropped, reason);

    /// <summary>It did not work.</summary>
    public static NoticeAnswer Failed(string reason) => new(NoticeAnswerKind.Failed, reason);
}

/// <summary>How an attempt to tell something went.</summary>
public enum NoticeAnswerKind
{
    /// <summary>It was handed on to be delivered.</summary>
    Sent,

    /// <summary>It is not to be told.</summary>
    Dropped,

    /// <summary>It is to be told at another time.</summary>
    Later,

    /// <summary>It did not work, and is tried again.</summary>
    Failed,
}
