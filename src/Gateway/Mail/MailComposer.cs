using System.Globalization;
using Gateway.Brain.Mail;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using MimeKit;
using MimeKit.Text;

namespace Gateway.Mail;

/// <summary>
/// Makes of a mail what goes over the wire (RFC 5322); pure, and the same each time but for boundaries.
/// </summary>
internal static class MailComposer
{
    private const int MostName = 100;

    /// <summary>The message.</summary>
    /// <param name="mail">The mail, with what hangs on it.</param>
    /// <param name="from">The address that it is from.</param>
    /// <param name="workspace">The business that writes: its name stands beside the address, and answers go to its
    /// people; null where it is no longer served.</param>
    public static MimeMessage Compose(OutgoingMail mail, string from, Workspace? workspace)
    {
        var message = new MimeMessage
        {
            // By it a server knows a mail that it took, and whose answer we did not get.
            MessageId = string.Create(
                CultureInfo.InvariantCulture, $"{mail.Id:N}@{from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]}"),
            Date = mail.CreatedAt,
            Subject = mail.Subject,
            Body = BodyOf(mail),
        };
        message.From.Add(new MailboxAddress(WellFormed.Line(workspace?.Name, MostName), from));
        message.To.Add(new MailboxAddress(name: null, mail.Recipient));
        if (workspace?.Escalation?.Email is { } people && EmailAddress.Is(people))
            message.ReplyTo.Add(new MailboxAddress(name: null, people));
        // RFC 3834: nobody's absence answers it.
        message.Headers.Add(
            HeaderId.AutoSubmitted, mail.Class == MessageClass.Reply ? "auto-replied" : "auto-generated");
        return message;
    }

    private static MimeEntity BodyOf(OutgoingMail mail)
    {
        MimeEntity body = new TextPart(TextFormat.Plain) { Text = mail.Text };
        if (mail.Html is { } html)
            body = new MultipartAlternative { body, new TextPart(TextFormat.Html) { Text = html } };
        if (mail.Attachments.Count == 0)
            return body;
        var mixed = new Multipart("mixed") { body };
        foreach (var attachment in mail.Attachments)
            mixed.Add(PartOf(attachment));
        return mixed;
    }

    private static MimePart PartOf(MailAttachment attachment) => new(
        ContentType.TryParse(attachment.MediaType, out var type)
            ? type : new ContentType("application", "octet-stream"))
    {
        Content = new MimeContent(new MemoryStream(attachment.Content, writable: false)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = attachment.FileName,
    };
}
