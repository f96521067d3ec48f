using Gateway.Channels;
using Gateway.Embedded;
using Gateway.Installation;
using Gateway.Mail;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Calls;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Mails;
using Gateway.Simulator.Stage;
using Gateway.Simulator.Telegram;
using Gateway.Simulator.Twilio;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Simulator;

/// <summary>Registers the simulator.</summary>
internal static class SimulatorServices
{
    /// <summary>
    /// Adds stand-ins for the providers of which nothing is configured, and puts their credentials into the
    /// configuration, so that the channels need not know the difference. Expects the embedded servers to be started;
    /// takes the place of a <see cref="PublicAddress"/> that names nothing.
    /// </summary>
    public static void AddSimulator(
        this WebApplicationBuilder builder,
        GatewayOptions options,
        EmbeddedServers servers,
        Func<IReadOnlyList<Workspace>> workspaces)
    {
        var simulator = SimulatorOptions.Read(builder.Configuration);
        var simulation = Simulation.Off;
        if (simulator.Enabled
            ?? (servers.HasRedis && servers.HasPostgres && options.PublicUrl is null
            && options.KnownProxies.Count == 0))
            simulation = Start(builder, options, workspaces);
        builder.Services.AddSingleton(simulation);
        if (!simulation.IsOn)
            return;

        builder.Services.AddSingleton(simulator);
        builder.Services.AddSingleton<SimulatedChats>();
        builder.Services.AddSingleton<SimulatedFiles>();
        builder.Services.AddSingleton<GatewayDoor>();
        builder.Services.AddSingleton<StatusCallbacks>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<StatusCallbacks>());
        builder.Services.AddSingleton<SimulatedTwilio>();
        builder.Services.AddSingleton<TwilioInbound>();
        builder.Services.AddSingleton<TelegramUpdates>();
        builder.Services.AddSingleton<SimulatedTelegram>();
        builder.Services.AddSingleton<TelegramInbound>();
        builder.Services.AddSingleton<Phones>();
        if (simulation.Twilio is not null)
            builder.Services.AddPhone(builder.Configuration);
        if (simulation.CatchesMail)
            builder.Services.AddSingleton<IMailCarrier, MailCatcher>();
        builder.Services.AddSingleton<SimulatorEndpoints.Watchers>();
    }

    private static Simulation Start(
        WebApplicationBuilder builder, GatewayOptions options, Func<IReadOnlyList<Workspace>> workspaces)
    {
        var simulation = Simulation.Decide(builder.Configuration, options, workspaces, () =>
        {
            if (OwnAddress.Take(builder, options.DataPath) is not { } own)
                return null;
            builder.Services.AddSingleton(_ => own);
            return (own.Url, own.SimulatorUrl);
        });
        if (!simulation.IsOn)
            return simulation;
        builder.Configuration.AddInMemoryCollection(simulation.Settings);
        if (options.PublicUrl is null && simulation.IsWhole)
            builder.Services.Replace(ServiceDescriptor.Singleton(new PublicAddress(simulation.OwnUrl)));
        return simulation;
    }
}
