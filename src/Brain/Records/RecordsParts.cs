using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Records;

/// <summary>
/// Carries the parts to the context. A context of other parts is another model: EF Core keeps one model for each set of
/// options that differ in this.
/// </summary>
internal sealed class RecordsParts : IDbContextOptionsExtension
{
    private readonly IRecordsPart[] _parts;
    private DbContextOptionsExtensionInfo? _info;

    public RecordsParts(IEnumerable<IRecordsPart> parts) => _parts = [.. parts];

    /// <summary>The parts.</summary>
    public IReadOnlyList<IRecordsPart> All => _parts;

    /// <inheritdoc/>
    public DbContextOptionsExtensionInfo Info => _info ??= new PartsInfo(this);

    /// <inheritdoc/>
    public void ApplyServices(IServiceCollection services)
    {
    }

    /// <inheritdoc/>
    public void Validate(IDbContextOptions options)
    {
    }

    private sealed class PartsInfo(RecordsParts extension) : DbContextOptionsExtensionInfo(extension)
    {
        private readonly HashSet<Type> _types = [.. extension._parts.Select(part => part.GetType())];

        public override bool IsDatabaseProvider => false;

        public override string LogFragment => $"parts={_types.Count} ";

        public override int GetServiceProviderHashCode() =>
            _types.Aggregate(0, (hash, type) => hash ^ type.GetHashCode());

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) =>
            other is PartsInfo parts && parts._types.SetEquals(_types);

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) =>
            debugInfo["Records:Parts"] = string.Join(
                ' ', _types.Select(type => type.Name).Order(StringComparer.Ordinal));
    }
}
