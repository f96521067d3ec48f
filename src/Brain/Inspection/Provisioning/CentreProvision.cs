using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Provisioning;

/// <summary>
/// What is the centre's at the providers, and whether it is on the air: what its workspace does not say of itself.
/// Changed by one run at a time, the one that <see cref="Run"/> names.
/// </summary>
public sealed class CentreProvision
{
    /// <summary>A centre that signed up and was not activated yet.</summary>
    public const string Pending = "pending";

    /// <summary>A centre that is reached at its number.</summary>
    public const string Active = "active";

    /// <summary>A centre that was, and keeps its number.</summary>
    public const string Inactive = "inactive";

    /// <summary>Id of the workspace, and of the centre.</summary>
    public required string Workspace { get; init; }

    /// <summary>
    /// What everything of this centre at the providers bears in its name, from before the first of them is asked: it is
    /// found again by it, whatever became of an answer.
    /// </summary>
    public required Guid Key { get; init; }

    /// <summary>The run that may change this; a change by any other fails.</summary>
    public Guid Run { get; set; }

    /// <summary><see cref="Pending"/>, <see cref="Active"/> or <see cref="Inactive"/>.</summary>
    public string Status { get; set; } = Pending;

    /// <summary>The sub-account at Twilio (AC…), or null: the installation's own.</summary>
    public string? TwilioAccountSid { get; set; }

    /// <summary>The sub-account's token, sealed by data protection; null without a sub-account.</summary>
    public byte[]? TwilioTokenSealed { get; set; }

    /// <summary>
    /// The number that was chosen and may be bought: it stays the same until Twilio says that it is not to be had.
    /// </summary>
    public string? ChosenNumber { get; set; }

    /// <summary>The number (E.164), or null.</summary>
    public string? TwilioNumber { get; set; }

    /// <summary>Twilio's id of it (PN…), or null.</summary>
    public string? TwilioNumberSid { get; set; }

    /// <summary>Whether it was bought here; false: it was there before, and is not given back.</summary>
    public bool NumberBought { get; set; }

    /// <summary>What it costs a month, or null where nobody asked.</summary>
    public decimal? MonthlyPrice { get; set; }

    /// <summary>ISO 4217 currency of it, or null.</summary>
    public string? PriceCurrency { get; set; }

    /// <summary>The agent at ElevenLabs, or null.</summary>
    public string? ElevenlabsAgentId { get; set; }

    /// <summary>The number as ElevenLabs calls it, or null.</summary>
    public string? ElevenlabsNumberId { get; set; }

    /// <summary>The tools there, by name; a JSON object.</summary>
    public string ElevenlabsTools { get; set; } = "{}";

    /// <summary>Where ElevenLabs keeps the secret that its tools show, or null.</summary>
    public string? ElevenlabsSecretId { get; set; }

    /// <summary>That secret, sealed by data protection; null before there is one.</summary>
    public byte[]? ToolSecretSealed { get; set; }

    /// <summary>SHA-256 of the agent as it was sent last, in hexadecimal; null before.</summary>
    public string? AgentDigest { get; set; }

    /// <summary>When it was first asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class CentreProvisionMapping : IEntityTypeConfiguration<CentreProvision>
{
    public void Configure(EntityTypeBuilder<CentreProvision> builder)
    {
        builder.ToTable("centre_provisions").HasKey(one => one.Workspace);
        builder.Property(one => one.Run).IsConcurrencyToken();
        builder.Property(one => one.ElevenlabsTools).HasColumnType("jsonb");
        builder.HasIndex(one => one.ElevenlabsAgentId).IsUnique();
        builder.HasIndex(one => one.TwilioNumber).IsUnique();
    }
}
