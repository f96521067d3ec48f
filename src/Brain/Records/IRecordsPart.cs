using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Records;

/// <summary>
/// Records that someone above keeps: contacts, consents, a solution. Registered as a service, it becomes part of
/// <see cref="RecordsDbContext"/>, which knows none of them. Its tables come of a migration beside all others.
/// </summary>
public interface IRecordsPart
{
    /// <summary>Adds the entities, each with the name of its table.</summary>
    void Map(ModelBuilder model);
}
