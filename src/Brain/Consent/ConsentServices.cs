using Gateway.Brain.Contacts;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Consent;

/// <summary>Registers what contacts agreed to.</summary>
public static class ConsentServices
{
    /// <summary>Adds <see cref="IConsents"/>, its records, and what keeps Redis in step with them.</summary>
    public static IServiceCollection AddConsent(this IServiceCollection services)
    {
        services.TryAddSingleton<OptOutMarks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IContactMerges, ConsentMerges>());
        services.TryAddSingleton<ConsentBook>();
        services.TryAddSingleton<IConsents>(provider => provider.GetRequiredService<ConsentBook>());
        services.AddHostedService<ConsentKeeper>();
        return services.AddRecordsPart<ConsentRecords>();
    }
}
