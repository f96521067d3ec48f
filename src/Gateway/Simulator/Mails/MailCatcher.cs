using Gateway.Brain.Mail;
using Gateway.Mail;

namespace Gateway.Simulator.Mails;

/// <summary>
/// Stands in for the mail server: takes every mail and lets none out. What it took is read where it is kept, in the
/// records.
/// </summary>
internal sealed class MailCatcher : IMailCarrier
{
    public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        Task.FromResult(MailAnswer.Sent);

    public Task RestAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
