using Gateway.Brain;
using Gateway.Brain.Records;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Tests;

/// <summary>The business records for tests that run a part of the host alone.</summary>
internal static class WholeRecords
{
    /// <summary>
    /// Adds the records with all that the brain and the solutions keep: the migrator wants the whole model, whatever a
    /// test needs of it.
    /// </summary>
    public static IServiceCollection AddWholeRecords(this IServiceCollection services)
    {
        var all = new ServiceCollection().AddBrain(new ConfigurationBuilder().Build()).AddSolutions();
        services.TryAddEnumerable(all.Where(service => service.ServiceType == typeof(IRecordsPart)));
        return services.AddRecords();
    }
}
