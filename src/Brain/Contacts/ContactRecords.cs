using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Contacts;

/// <summary>Who the workspaces talk with, as records.</summary>
internal sealed class ContactRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Contact>().ToTable("contacts").HasKey(contact => contact.Id);
        model.Entity<VerifiedIdentity>().ToTable("contact_identities")
            .HasKey(identity => new { identity.Workspace, identity.Kind, identity.Value });
    }
}

/// <summary>The sets of contacts.</summary>
public static class ContactSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>The people the workspaces talk with.</summary>
        public DbSet<Contact> Contacts => db.Set<Contact>();

        /// <summary>What contacts are known by.</summary>
        public DbSet<VerifiedIdentity> ContactIdentities => db.Set<VerifiedIdentity>();
    }
}
