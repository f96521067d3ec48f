using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.Activity;

/// <summary>
/// Stands in where the model's weights are missing: what is well above the quietest that was heard of late may be
/// speech. It cannot tell speech from a door or a tone.
/// </summary>
internal sealed class EnergyActivity : IVoiceActivity
{
    private const double FirstFloor = -55;
    private const double LowestFloor = -70;

    // The floor follows at once when it grows quieter; it takes 4 s to learn that a noise is here to stay.
    private const double RisePerWindow = 0.12;

    // From 6 dB above the floor (0.1) to 18 (0.9).
    private const double EvenChance = 12;
    private const double Steepness = 2.73;

    private double _floor = FirstFloor;

    /// <inheritdoc/>
    public float Next(ReadOnlySpan<short> window)
    {
        var level = Levels.Of(window);
        _floor = Math.Max(LowestFloor, Math.Min(level, _floor + RisePerWindow));
        return (float)(1 / (1 + Math.Exp((EvenChance - (level - _floor)) / Steepness)));
    }

    /// <inheritdoc/>
    public void Reset() => _floor = FirstFloor;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
