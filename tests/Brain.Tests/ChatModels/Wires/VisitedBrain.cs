using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Records;
using Gateway.Brain.Tests.Shop;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Tests.ChatModels.Wires;

/// <summary>
/// The demo shop as the gateway serves it, with a model that is configured and whose service is a scripted one, before
/// <c>house</c>; and all that a visitor and an operator see of it.
/// </summary>
internal sealed class VisitedBrain : IAsyncDisposable
{
    private readonly TestBrain _brain;
    private readonly MeterListener _listener;
    private readonly ConcurrentQueue<string> _counted = new();
    private readonly BookedModels _booked;

    public VisitedBrain(
        IDbContextFactory<RecordsDbContext> database, VendorWire wire, ScriptedService service,
        ManualClock? clock = null, params IReadOnlyList<(string Key, string? Value)> more)
    {
        Clock = clock ?? new ManualClock();
        var settings = Model("main", wire, service);
        settings["Models:Order"] = "main, house";
        foreach (var (key, value) in more)
            settings[key] = value;
        _brain = new TestBrain(
            ShopBrain.Workspace,
            configure: services => services
                .AddSingleton(database)
                .AddSingleton<TimeProvider>(Clock)
                .AddSingleton<BookedModels>()
                .AddSingleton<IModelBudget>(provider => provider.GetRequiredService<BookedModels>())
                .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(Logs)),
            settings: settings);
        _booked = _brain.Services.GetRequiredService<BookedModels>();
        var factory = _brain.Services.GetRequiredService<IMeterFactory>();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == factory)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (value > 0)
                _counted.Enqueue(
                    $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
        });
        _listener.Start();
    }

    public ManualClock Clock { get; }

    public RecordedLogs Logs { get; } = new();

    /// <summary>What was counted: the counter's name and its tags.</summary>
    public IReadOnlyCollection<string> Counted => _counted;

    /// <summary>What the requests took, in order.</summary>
    public IReadOnlyList<ModelUsage> Booked => _booked.All;

    /// <summary>The settings of one more model.</summary>
    public static Dictionary<string, string?> Model(string name, VendorWire wire, ScriptedService service) => new()
    {
        [$"Models:{name}:Provider"] = wire.Provider,
        [$"Models:{name}:Endpoint"] = wire.EndpointOf(service.Address).ToString(),
        [$"Models:{name}:ApiKey"] = WiredModel.Key,
        [$"Models:{name}:Model"] = "a-model",
    };

    public Conversation Open(string locale) => _brain.Open(locale, Clock);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _brain.DisposeAsync();
        Logs.Dispose();
    }

    /// <summary>Allows everything, and counts it as the gateway does.</summary>
    private sealed class BookedModels(ModelMeter meter) : IModelBudget
    {
        public List<ModelUsage> All { get; } = [];

        public Task<bool> MaySpendAsync(Turn turn) => Task.FromResult(true);

        public Task BookAsync(Turn turn, ModelUsage usage)
        {
            meter.Count(turn.Session.Workspace, usage);
            All.Add(usage);
            return Task.CompletedTask;
        }
    }
}
