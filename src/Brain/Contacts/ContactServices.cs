using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Contacts;

/// <summary>Registers who the workspaces talk with.</summary>
public static class ContactServices
{
    /// <summary>Adds <see cref="IContacts"/> and its records.</summary>
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.TryAddSingleton<ContactProfiles>();
        services.TryAddSingleton<IContacts, ContactBook>();
        return services.AddRecordsPart<ContactRecords>();
    }
}
