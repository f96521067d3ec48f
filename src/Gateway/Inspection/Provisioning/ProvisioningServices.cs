using Gateway.Brain.Inspection.Briefing;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.Agents;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Inspection.Provisioning.Steps;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Inspection.Provisioning;

/// <summary>Registers what puts centres on the air.</summary>
internal static class ProvisioningServices
{
    /// <summary>
    /// Adds it, and the centres' own accounts to the configuration. Expects the records, the workspaces, the channels
    /// and the key ring.
    /// </summary>
    /// <exception cref="Sessions.ConfigurationException">A value of <c>Provisioning</c> cannot be used.</exception>
    public static void AddProvisioning(this WebApplicationBuilder builder)
    {
        var accounts = new CentreAccountsSource();
        ((IConfigurationBuilder)builder.Configuration).Add(accounts);
        builder.Services.AddProvisioning(
            ProvisioningOptions.Read(builder.Configuration), ElevenLabsOptions.Read(builder.Configuration), accounts);
    }

    /// <summary>Adds it.</summary>
    public static IServiceCollection AddProvisioning(
        this IServiceCollection services, ProvisioningOptions options, ElevenLabsOptions elevenLabs,
        CentreAccountsSource accounts)
    {
        services.AddSingleton(options);
        services.AddSingleton(elevenLabs);
        services.TryAddSingleton<ElevenLabsHttp>();
        services.TryAddSingleton<ElevenLabsClient>();
        services.TryAddSingleton<CentrePrompt>(CentreBriefing.Write);
        services.TryAddSingleton<AgentWriter>();
        services.TryAddSingleton<AgentSender>();
        services.TryAddSingleton<AgentToolsStep>();
        services.TryAddSingleton<AgentStep>();
        services.TryAddSingleton<ImportNumberStep>();
        services.TryAddSingleton<RemoveAgentStep>();
        services.AddSingleton(accounts);
        services.TryAddSingleton<CentreAccounts>();
        services.AddHostedService(provider => provider.GetRequiredService<CentreAccounts>());
        services.TryAddSingleton<AgentUpdates>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentUpdates>());
        services.TryAddSingleton<ProvisionBook>();
        services.TryAddSingleton<ChannelLinks>();
        services.TryAddSingleton<ProvisioningMetrics>();
        services.TryAddSingleton<ProvisioningPlans>();
        services.TryAddSingleton<CentreProvisioner>();
        services.TryAddSingleton<AccountStep>();
        services.TryAddSingleton<FindNumberStep>();
        services.TryAddSingleton<BuyNumberStep>();
        services.TryAddSingleton<SetWebhooksStep>();
        services.TryAddSingleton<LinkChannelsStep>();
        services.TryAddSingleton<UnlinkChannelsStep>();
        services.TryAddSingleton<ClearWebhooksStep>();
        services.TryAddSingleton<ReleaseNumberStep>();
        return services.AddProvisioningRecords();
    }
}
