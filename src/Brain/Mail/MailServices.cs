using Gateway.Brain.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Mail;

/// <summary>Registers mails that are to be sent.</summary>
public static class MailServices
{
    /// <summary>Adds what is kept of them, who notes and who reads them. The host sends them.</summary>
    public static IServiceCollection AddMailOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MailOutbox>();
        services.TryAddSingleton<MailList>();
        return services.AddRecordsPart<MailRecords>();
    }
}
