namespace Gateway.Mail;

/// <summary>What became of one attempt to send a mail.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Error">What went wrong, in a word without contents and addresses; null when nothing did.</param>
internal sealed record MailAnswer(MailAnswerKind Kind, string? Error = null)
{
    /// <summary>A server took it.</summary>
    public static MailAnswer Sent { get; } = new(MailAnswerKind.Sent);
}

/// <summary>What an attempt's end means for the mail.</summary>
internal enum MailAnswerKind
{
    /// <summary>A server took it.</summary>
    Sent,

    /// <summary>It was not taken now, or nobody knows: it is tried again.</summary>
    Failed,

    /// <summary>No mail goes out by this way now, whatever it is: it is tried again, and so are the others.</summary>
    NoWay,

    /// <summary>The server will never take this mail.</summary>
    Refused,
}
