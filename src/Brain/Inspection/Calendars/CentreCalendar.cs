using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>How things stand between a centre's planning and its own calendar.</summary>
public sealed class CentreCalendar
{
    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>What the addresses of its feed are made of, sealed by the key ring; null before the first.</summary>
    public byte[]? FeedKey { get; set; }

    /// <summary>SHA-256 of the address its calendar is read from, in hexadecimal digits; null: none.</summary>
    public string? Source { get; set; }

    /// <summary>The server's entity tag of what was last read; null: none.</summary>
    public string? Tag { get; set; }

    /// <summary>When that was changed, as the server writes it; null where it does not say.</summary>
    public string? Modified { get; set; }

    /// <summary>When it is looked at next; null: not at all.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>When it was last looked at; null: never.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>When it was last there; null: never.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>When it was last read whole; null: never.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Why it could not be read the last time, in a few words; null when it could.</summary>
    public string? Failure { get; set; }

    /// <summary>How often in a row it could not be read.</summary>
    public int Failures { get; set; }

    /// <summary>Events that could not be read, each in a line.</summary>
    public string[] Unread { get; set; } = [];

    /// <summary>How many those are.</summary>
    public int UnreadCount { get; set; }

    /// <summary>How many events were appointments of ours that came back.</summary>
    public int Own { get; set; }
}

internal sealed class CentreCalendarMapping : IEntityTypeConfiguration<CentreCalendar>
{
    public void Configure(EntityTypeBuilder<CentreCalendar> builder)
    {
        builder.ToTable("centre_calendars").HasKey(calendar => calendar.Workspace);
        builder.HasIndex(calendar => calendar.NextAt).HasFilter("next_at IS NOT NULL");
    }
}
