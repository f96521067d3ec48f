using Gateway.Brain.Inspection.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>
/// Something that is to be told of an appointment at a time. What it says is worded when it is sent, by the appointment
/// as it stands then.
/// </summary>
public sealed class Notice
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Id of the appointment.</summary>
    public required Guid Appointment { get; init; }

    /// <summary>One of <see cref="NoticeKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="NoticeChannel"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>What makes it one however often it is planned; unique in its workspace.</summary>
    public required string Key { get; init; }

    /// <summary>When the appointment began, or was to, when it was planned: moved meanwhile, it is not told.</summary>
    public required DateTimeOffset Slot { get; init; }

    /// <summary>When it is to be told.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>One of <see cref="NoticeStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>When it was planned.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// When it is tried next, or, while it is being sent, when another node does so; null when nothing is left to do.
    /// </summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>When it was handed on to be delivered; null while it was not.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Why it was not sent, in a word: <c>noConsent</c>, <c>moved</c>; null when nothing was wrong.</summary>
    public string? LastError { get; set; }
}

/// <summary>What is told.</summary>
public static class NoticeKind
{
    /// <summary>That it is booked.</summary>
    public const string Booked = "booked";

    /// <summary>That it takes place at another time.</summary>
    public const string Moved = "moved";

    /// <summary>That it does not take place.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>That it is tomorrow.</summary>
    public const string Reminder = "reminder";

    /// <summary>How content they are.</summary>
    public const string Satisfaction = "satisfaction";

    /// <summary>That the next inspection is due; that is prospecting.</summary>
    public const string Invitation = "invitation";

    /// <summary>That the time for the re-visit is running out; that is prospecting, too.</summary>
    public const string Revisit = "revisit";
}

/// <summary>How something is told.</summary>
public static class NoticeChannel
{
    /// <summary>As an SMS, or as a mail where the centre has no number for SMS.</summary>
    public const string Sms = "sms";

    /// <summary>As a mail.</summary>
    public const string Mail = "mail";
}

/// <summary>What has become of a notice.</summary>
public static class NoticeStatus
{
    /// <summary>It is to be sent, or sent again.</summary>
    public const string Waiting = "waiting";

    /// <summary>It was handed on to be delivered.</summary>
    public const string Sent = "sent";

    /// <summary>It was not to be sent any more, or never was.</summary>
    public const string Dropped = "dropped";

    /// <summary>It could not be sent, however often it was tried.</summary>
    public const string GivenUp = "given_up";
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices").HasKey(notice => notice.Id);
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.HasOne<Appointment>().WithMany().HasForeignKey(notice => notice.Appointment);
        builder.HasIndex(notice => new { notice.Workspace, notice.Key }).IsUnique();
        builder.HasIndex(notice => notice.Appointment);
        builder.HasIndex(notice => notice.NextAt).HasFilter("next_at IS NOT NULL");
    }
}
