using Gateway.Brain.Mail;

namespace Gateway.Mail;

/// <summary>Where no mail server is configured, mails wait for one until they are given up.</summary>
internal sealed class NoCarrier : IMailCarrier
{
    public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        Task.FromResult(new MailAnswer(MailAnswerKind.NoWay, "NoServer"));

    public Task RestAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
