using Gateway.Brain.ChatModels;
using Gateway.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Tests.ChatModels.Wires;

/// <summary>A model as the gateway opens it, whose service is a scripted one.</summary>
internal sealed class WiredModel : IAsyncDisposable
{
    public const string Key = "fake-key-for-tests";

    private readonly ServiceProvider _services;

    public WiredModel(
        VendorWire wire, ScriptedService service, Action<ChatModelOptions>? configure = null,
        TimeProvider? clock = null, RecordedLogs? logs = null)
    {
        var options = new ChatModelOptions
        {
            Provider = wire.Provider,
            Endpoint = wire.EndpointOf(service.Address),
            ApiKey = Key,
            Model = "a-model",
        };
        configure?.Invoke(options);
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            if (logs is not null)
                logging.AddProvider(logs);
        });
        ChatModelHttp.Add(services, "main", options);
        _services = services.BuildServiceProvider();
        Client = ChatModelProviders.Create("main", options, _services);
    }

    public IChatClient Client { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
