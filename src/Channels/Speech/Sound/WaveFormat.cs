namespace Gateway.Channels.Speech.Sound;

/// <summary>What the head of a WAV file says of its sound, which is always of one channel.</summary>
/// <param name="RateHz">Samples a second.</param>
/// <param name="IsMuLaw">True: G.711 mu-law; false: 16 bits, little-endian.</param>
public readonly record struct WaveFormat(int RateHz, bool IsMuLaw)
{
    /// <summary>Bytes of a sample.</summary>
    public int BytesPerSample => IsMuLaw ? 1 : 2;
}
