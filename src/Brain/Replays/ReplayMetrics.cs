using System.Diagnostics.Metrics;

namespace Gateway.Brain.Replays;

/// <summary>
/// Counts what replays do, under a name of their own: what they would have said has nothing to do with what visitors
/// are told.
/// </summary>
internal sealed class ReplayMetrics : IMeterFactory
{
    private const string Name = "Gateway.Brain.Replays";

    private readonly IMeterFactory _meters;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _refused;

    /// <summary>Registers them.</summary>
    public ReplayMetrics(IMeterFactory meters)
    {
        _meters = meters;
        var meter = meters.Create(Name);
        _turns = meter.CreateCounter<long>(
            "gateway.brain.replays.turns", description: "Turns that were run again, by what became of them");
        _refused = meter.CreateCounter<long>(
            "gateway.brain.replays.refused", description: "Replays that were refused because enough were running");
    }

    /// <summary>A turn was run again, or could not be.</summary>
    public void Replayed(string outcome) => _turns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A replay was refused.</summary>
    public void Refused() => _refused.Add(1);

    /// <inheritdoc/>
    public Meter Create(MeterOptions options) => _meters.Create(Name);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
