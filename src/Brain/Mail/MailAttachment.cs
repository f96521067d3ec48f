using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Mail;

/// <summary>A file that hangs on a mail.</summary>
public sealed class MailAttachment
{
    /// <summary>The mail.</summary>
    public Guid MailId { get; init; }

    /// <summary>Its place among those of the mail, from 0.</summary>
    public required int Place { get; init; }

    /// <summary>What it is called: one line without a path.</summary>
    public required string FileName { get; init; }

    /// <summary>What it is: <c>text/calendar; method=PUBLISH</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>Its bytes.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "A column of the records, and nobody changes it.")]
    public required byte[] Content { get; init; }
}

internal sealed class MailAttachmentMapping : IEntityTypeConfiguration<MailAttachment>
{
    public void Configure(EntityTypeBuilder<MailAttachment> builder) =>
        builder.ToTable("mail_attachments").HasKey(attachment => new { attachment.MailId, attachment.Place });
}
