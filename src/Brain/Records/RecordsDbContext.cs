using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Catalogue;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Records;

/// <summary>
/// The business records in PostgreSQL. Tables and columns bear the snake_case of the names here. Ask for it through
/// <see cref="IDbContextFactory{TContext}"/>: a context serves one piece of work and is not safe for two threads.
/// </summary>
public sealed class RecordsDbContext(DbContextOptions<RecordsDbContext> options)
    : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>What the shops sell.</summary>
    public DbSet<Product> Products => Set<Product>();

    /// <summary>How a product is called and described, once for each language.</summary>
    public DbSet<ProductText> ProductTexts => Set<ProductText>();

    /// <summary>Questions that the shops have answered beforehand.</summary>
    public DbSet<FaqEntry> FaqEntries => Set<FaqEntry>();

    /// <summary>Which files the catalogues were taken from.</summary>
    public DbSet<CatalogueImport> CatalogueImports => Set<CatalogueImport>();

    /// <summary>What of the shops' files could not be taken in.</summary>
    public DbSet<CatalogueFault> CatalogueFaults => Set<CatalogueFault>();

    /// <summary>People who want to buy.</summary>
    public DbSet<Prospect> Prospects => Set<Prospect>();

    /// <summary>The people the workspaces talk with.</summary>
    public DbSet<Contact> Contacts => Set<Contact>();

    /// <summary>What contacts are known by.</summary>
    public DbSet<VerifiedIdentity> ContactIdentities => Set<VerifiedIdentity>();

    /// <summary>What contacts said about what they want to receive.</summary>
    public DbSet<ConsentRecord> Consents => Set<ConsentRecord>();

    /// <summary>What that comes to, by contact and channel.</summary>
    public DbSet<ConsentState> ConsentStates => Set<ConsentState>();

    /// <summary>Prospecting messages that went out.</summary>
    public DbSet<OutreachMessage> OutreachMessages => Set<OutreachMessage>();

    /// <summary>What was done and must be answered for.</summary>
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    /// <summary>Keys to the HTTP API, hashed.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>ASP.NET Core's data-protection key ring, shared by all nodes.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Sessions copied from Redis.</summary>
    public DbSet<ArchivedSession> ArchivedSessions => Set<ArchivedSession>();

    /// <summary>Committed turns copied from Redis.</summary>
    public DbSet<ArchivedTurn> ArchivedTurns => Set<ArchivedTurn>();

    /// <summary>Transcript entries copied from Redis.</summary>
    public DbSet<ArchivedEntry> ArchivedEntries => Set<ArchivedEntry>();

    /// <summary>How far each shard of Redis has been copied.</summary>
    public DbSet<ArchiveCursor> ArchiveCursors => Set<ArchiveCursor>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RecordsDbContext).Assembly);
}
