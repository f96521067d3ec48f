namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// What it takes to be heard. Whoever listens is patient and hears everything; whoever speaks is not stopped by a
/// breath: one number for both cannot do.
/// </summary>
/// <param name="Voiced">How many windows of 32 ms must be voice …</param>
/// <param name="Of">… among how many in a row.</param>
/// <param name="AboveFloorDb">How far above the noise floor a window must be.</param>
/// <param name="Probability">How sure the detector must be, 0 to 1.</param>
internal sealed record GateProfile(int Voiced, int Of, int AboveFloorDb, float Probability)
{
    /// <summary>We are silent and wait for their words.</summary>
    public static GateProfile Listening { get; } = new(3, 4, 6, 0.5f);

    /// <summary>We have their words and have not said ours yet.</summary>
    public static GateProfile Thinking { get; } = new(4, 5, 6, 0.5f);

    /// <summary>We speak: 128 to 160 ms of voice.</summary>
    public static GateProfile Speaking { get; } = new(4, 5, 8, 0.6f);
}
