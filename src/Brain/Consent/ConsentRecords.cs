using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Consent;

/// <summary>What contacts agreed to, as records.</summary>
internal sealed class ConsentRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<ConsentRecord>().ToTable("consents")
            .HasIndex(consent => new { consent.Workspace, consent.Source }).IsUnique();
        model.Entity<ConsentState>().ToTable("consent_states").HasKey(state => new { state.ContactId, state.Channel });
        model.Entity<OutreachMessage>().ToTable("outreach_messages")
            .HasKey(message => new { message.Workspace, message.Source });
    }
}

/// <summary>The sets of consents.</summary>
public static class ConsentSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>What contacts said about what they want to receive.</summary>
        public DbSet<ConsentRecord> Consents => db.Set<ConsentRecord>();

        /// <summary>What that comes to, by contact and channel.</summary>
        public DbSet<ConsentState> ConsentStates => db.Set<ConsentState>();

        /// <summary>Prospecting messages that went out.</summary>
        public DbSet<OutreachMessage> OutreachMessages => db.Set<OutreachMessage>();
    }
}
