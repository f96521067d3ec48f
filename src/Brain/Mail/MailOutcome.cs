namespace Gateway.Brain.Mail;

/// <summary>What became of a mail that someone wants sent.</summary>
public enum MailOutcome
{
    /// <summary>It is sent once what it was added to is committed.</summary>
    Added,

    /// <summary>One under its key was wanted before: there is nothing to do.</summary>
    Known,

    /// <summary>What it should go to is no address.</summary>
    NoAddress,

    /// <summary>It is larger than <see cref="MailOutbox.MostBytes"/>.</summary>
    TooLarge,

    /// <summary><see cref="MailOutbox.MostWaiting"/> mails of its workspace wait already.</summary>
    TooMany,
}
