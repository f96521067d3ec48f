using Gateway.Brain.Inspection.Provisioning;
using Gateway.Brain.Records;
using Gateway.Inspection.Centres;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Inspection.Provisioning;

/// <summary>
/// What centres have at the providers, and whether they are on the air, as it was activated here. Of a centre that
/// never was it says nothing.
/// </summary>
internal sealed class ProvisionMarks(IDbContextFactory<RecordsDbContext> records) : ICentreMarks
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, CentreMark>> FindAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CentreProvisions.AsNoTracking()
            .Where(one => ids.Contains(one.Workspace)
                && (one.Status != CentreProvision.Pending || one.TwilioNumber != null || one.ElevenlabsAgentId != null))
            .Select(one => new { one.Workspace, one.Status, one.TwilioNumber, one.ElevenlabsAgentId })
            .ToDictionaryAsync(
                one => one.Workspace, one => new CentreMark(one.Status, one.TwilioNumber, one.ElevenlabsAgentId),
                StringComparer.Ordinal, cancellationToken);
    }
}
