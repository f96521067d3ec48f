using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Records;

/// <summary>
/// The business records in PostgreSQL. Tables and columns bear the snake_case of the names here. Ask for it through
/// <see cref="IDbContextFactory{TContext}"/>: a context serves one piece of work and is not safe for two threads. Each
/// <see cref="IRecordsPart"/> adds its own sets.
/// </summary>
public sealed class RecordsDbContext(DbContextOptions<RecordsDbContext> options)
    : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>What was done and must be answered for.</summary>
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    /// <summary>Keys to the HTTP API, hashed.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Businesses that are served from here instead of a file.</summary>
    public DbSet<StoredWorkspace> Workspaces => Set<StoredWorkspace>();

    /// <summary>What they are found by.</summary>
    public DbSet<WorkspaceLine> WorkspaceLines => Set<WorkspaceLine>();

    /// <summary>All that they have been.</summary>
    public DbSet<WorkspaceVersion> WorkspaceVersions => Set<WorkspaceVersion>();

    /// <summary>ASP.NET Core's data-protection key ring, shared by all nodes.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>What the installation made for itself and keeps from others.</summary>
    public DbSet<InstallationSecret> InstallationSecrets => Set<InstallationSecret>();

    /// <summary>Sessions copied from Redis.</summary>
    public DbSet<ArchivedSession> ArchivedSessions => Set<ArchivedSession>();

    /// <summary>Committed turns copied from Redis.</summary>
    public DbSet<ArchivedTurn> ArchivedTurns => Set<ArchivedTurn>();

    /// <summary>What decided the turns, copied with them.</summary>
    public DbSet<ArchivedDecision> ArchivedDecisions => Set<ArchivedDecision>();

    /// <summary>Transcript entries copied from Redis.</summary>
    public DbSet<ArchivedEntry> ArchivedEntries => Set<ArchivedEntry>();

    /// <summary>How far each shard of Redis has been copied.</summary>
    public DbSet<ArchiveCursor> ArchiveCursors => Set<ArchiveCursor>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(
            typeof(RecordsDbContext).Assembly, type => type.Namespace == typeof(RecordsDbContext).Namespace);
        foreach (var part in options.FindExtension<RecordsParts>()?.All ?? [])
            part.Map(modelBuilder);
    }
}
