using Gateway.Brain.Mail;
using Gateway.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Mail;

/// <summary>Registers who sends mails.</summary>
internal static class MailHosting
{
    /// <summary>
    /// Adds who sends, by the server of the section <c>Smtp</c>; without one, by the <see cref="IMailCarrier"/> that
    /// was registered before (the simulator's), or not at all. Expects the records and the workspaces.
    /// </summary>
    /// <exception cref="ConfigurationException">A value cannot be used; the message names the key.</exception>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        if (SmtpOptions.Read(configuration) is { } options)
        {
            services.AddSingleton(options);
            services.AddSingleton<IMailCarrier, SmtpCarrier>();
        }

        services.TryAddSingleton<IMailCarrier, NoCarrier>();
        services.TryAddSingleton<MailMetrics>();
        services.AddHostedService<MailSender>();
        return services.AddMailOutbox();
    }
}
