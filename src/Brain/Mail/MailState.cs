namespace Gateway.Brain.Mail;

/// <summary>What has become of a mail.</summary>
public enum MailState
{
    /// <summary>It is to be sent, or sent again.</summary>
    Waiting,

    /// <summary>A server took it.</summary>
    Sent,

    /// <summary>It was given up.</summary>
    Failed,
}
