using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Mail;

/// <summary>
/// A mail to someone outside: written with what it tells of, sent afterwards until it arrives or is given up.
/// </summary>
public sealed class OutgoingMail
{
    /// <summary>What its receiver's server knows it by, the same however often it is sent.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the workspace that writes.</summary>
    public required string Workspace { get; init; }

    /// <summary>To whom: an address for which <see cref="EmailAddress.Is"/> holds.</summary>
    public required string Recipient { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>What it says, as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The same as HTML, for who shows it; null for none.</summary>
    public string? Html { get; init; }

    /// <summary>Whether it answers someone who just wrote or called, or tells news of what they booked.</summary>
    public required MessageClass Class { get; init; }

    /// <summary>What makes it one mail however often it is wanted; unique in its workspace.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>When it was written; what its receiver reads as its date.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// When it is sent next, or, while it is being sent, when another node does so; null when it is sent or given up.
    /// </summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>When a server took it; null while none has.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>
    /// Why the last attempt failed, in a word without contents: <c>550 RecipientNotAccepted</c>; null when none did.
    /// </summary>
    public string? LastError { get; set; }

    /// <summary>What hangs on it, in this order; empty where it was read without.</summary>
    public IList<MailAttachment> Attachments { get; init; } = [];
}

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("mails").HasIndex(mail => new { mail.Workspace, mail.IdempotencyKey }).IsUnique();
        builder.HasIndex(mail => mail.CreatedAt);
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Class).HasConversion(
            value => value == MessageClass.Reply ? "reply" : "service",
            text => text == "reply" ? MessageClass.Reply : MessageClass.Service);
        builder.HasMany(mail => mail.Attachments).WithOne().HasForeignKey(attachment => attachment.MailId);
    }
}
