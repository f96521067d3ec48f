using System.Diagnostics.Metrics;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class ModelMeterTests
{
    [Fact]
    public void What_a_request_took_is_counted_by_model_and_workspace()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<ModelMeter>().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        List<string> counted = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == factory)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        var meter = services.GetRequiredService<ModelMeter>();

        meter.Count(
            "shop", new ModelUsage("main", 100, 40, 7, new Money(0.5m, "EUR"), TimeSpan.FromSeconds(2)));
        meter.Count("shop", new ModelUsage("main", 0, 0, 0, null, TimeSpan.Zero) { Failure = "TimeoutException" });

        counted.ShouldBe([
            "requests 1 model=main workspace=shop ended=answered", "duration 2 model=main",
            "tokens 60 model=main workspace=shop kind=input", "tokens 40 model=main workspace=shop kind=cachedInput",
            "tokens 7 model=main workspace=shop kind=output", "cost 0.5 model=main workspace=shop currency=EUR",
            "requests 1 model=main workspace=shop ended=failed"]);

        void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            counted.Add(FormattableString.Invariant(
                $"{instrument.Name["gateway.models.".Length..]} {value} ")
                + string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
    }
}
