using Gateway.Brain.Mail;

namespace Gateway.Mail;

/// <summary>One way for mails to go out; for one caller at a time.</summary>
internal interface IMailCarrier
{
    /// <summary>
    /// Brings a mail on its way once. It may be one that was brought before. Never fails but by cancellation.
    /// </summary>
    Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);

    /// <summary>Nothing more is sent for now: what was opened is closed. Never fails.</summary>
    Task RestAsync(CancellationToken cancellationToken);
}
