using Gateway.Brain.Agents;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Consent;
using Gateway.Brain.Contacts;
using Gateway.Brain.Crm;
using Gateway.Brain.Embeddings;
using Gateway.Brain.Mail;
using Gateway.Brain.Mcp;
using Gateway.Brain.Plans;
using Gateway.Brain.Reception;
using Gateway.Brain.Replays;
using Gateway.Brain.Solutions;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain;

/// <summary>Registers the brain.</summary>
public static class BrainServices
{
    /// <summary>
    /// Adds the <see cref="ITurnHandler"/> with its models. The host registers the solutions, <c>IWorkspaces</c>,
    /// <c>IMediaLinks</c>, the business records (<c>AddRecords</c>) and the sessions (<c>AddSessions</c>).
    /// </summary>
    /// <exception cref="ConfigurationException">A value under <c>Models</c> is wrong; the message names the
    /// key.</exception>
    public static IServiceCollection AddBrain(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplyMetrics>();
        services.TryAddSingleton<IAcquaintances, Acquaintances>();
        services.TryAddSingleton<AgentRunner>();
        services.TryAddSingleton<JudgeRunner>();
        services.TryAddSingleton<Summarizer>();
        services.TryAddSingleton<Speech>();
        services.TryAddSingleton<TurnPlan>();
        services.AddOptions<ContactOptions>()
            .Bind(configuration.GetSection("Contacts"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<ITurnHandler, BrainTurnHandler>();
        services.TryAddSingleton<IParkedWords, ParkedWords>();
        services.TryAddSingleton<IGreetings, Greetings>();
        services.TryAddSingleton<TurnHandling>(provider => (aside, solution, plan, metrics) => new BrainTurnHandler(
            aside, provider.GetRequiredService<KnownChannels>(), [solution], aside, aside, plan,
            provider.GetRequiredService<IOptions<ContactOptions>>(), metrics,
            provider.GetRequiredService<ILogger<BrainTurnHandler>>()));
        return services.AddContacts().AddConsent().AddCrm().AddMcp(configuration).AddChatModels(configuration)
            .AddEmbeddings(configuration).AddReplays(configuration).AddMailOutbox();
    }
}
