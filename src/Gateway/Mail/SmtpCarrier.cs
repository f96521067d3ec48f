using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Brain.Mail;
using Gateway.Sessions.Workspaces;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gateway.Mail;

/// <summary>
/// Hands mails to the configured server, several over one connection. What the server says in words is never kept: it
/// repeats addresses.
/// </summary>
internal sealed class SmtpCarrier(SmtpOptions options, IWorkspaces workspaces) : IMailCarrier, IDisposable
{
    private SmtpClient? _client;

    /// <inheritdoc/>
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (_client is not { IsConnected: true } && await ConnectAsync(cancellationToken) is { } trouble)
            return trouble;
        return await HandOverAsync(mail, cancellationToken);
    }

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031", Justification = "A farewell: all mails have their answer.")]
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_client is { IsConnected: true } client)
                await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception)
        {
            // Gone without a word.
        }

        Drop();
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a server makes of it, the mail is tried again.")]
    private async Task<MailAnswer?> ConnectAsync(CancellationToken cancellationToken)
    {
        Drop();
        // Certificates are verified; whether they were revoked is not asked for, as elsewhere in .NET: it needs ways to
        // the authorities' own servers, which a gateway may lack.
        var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, options.Security, cancellationToken);
            if (options is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, cancellationToken);
            _client = client;
            return null;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            return new MailAnswer(MailAnswerKind.NoWay, WordFor(fault));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a server makes of it, the mail is tried again.")]
    private async Task<MailAnswer> HandOverAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var workspace = workspaces.TryGet(mail.Workspace, out var known) ? known : null;
            using var message = MailComposer.Compose(mail, options.From, workspace);
            await _client!.SendAsync(message, cancellationToken);
            return MailAnswer.Sent;
        }
        catch (SmtpCommandException fault)
        {
            return new MailAnswer(KindOf(fault), WordFor(fault));
        }
        catch (ServiceNotAuthenticatedException fault)
        {
            return new MailAnswer(MailAnswerKind.NoWay, WordFor(fault));
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // What is open after that is in no known state.
            Drop();
            return new MailAnswer(MailAnswerKind.Failed, WordFor(fault));
        }
        catch
        {
            Drop();
            throw;
        }
    }

    // A server that refuses us as a sender, for good or for now, refuses all our mail: that is for the installation to
    // mend, and no mail's fault. All but 552, which it says to the size that stands beside the sender (RFC 1870).
    private static MailAnswerKind KindOf(SmtpCommandException fault) =>
        fault.StatusCode == SmtpStatusCode.ExceededStorageAllocation ? MailAnswerKind.Refused
        : fault.StatusCode == SmtpStatusCode.ServiceNotAvailable ? MailAnswerKind.NoWay
        : fault.ErrorCode == SmtpErrorCode.SenderNotAccepted ? MailAnswerKind.NoWay
        : (int)fault.StatusCode >= 500 ? MailAnswerKind.Refused
        : MailAnswerKind.Failed;

    private static string WordFor(Exception fault) => fault switch
    {
        SmtpCommandException answer => string.Create(
            CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ErrorCode}"),
        AuthenticationException or ServiceNotAuthenticatedException => "Authentication",
        SslHandshakeException => "Certificate",
        _ => fault.GetType().Name,
    };

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }
}
