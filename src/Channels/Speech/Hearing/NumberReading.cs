namespace Gateway.Channels.Speech.Hearing;

/// <summary>How freely words are put together to a number.</summary>
/// <param name="OverPauses">Whether over a comma too: <c>soixante, dix-huit</c> is 78.</param>
/// <param name="WithTeens">
/// Whether sixty and eighty take ten to nineteen, as in France, and hundreds what follows without <c>and</c>.
/// </param>
internal readonly record struct NumberReading(bool OverPauses, bool WithTeens)
{
    /// <summary>As people speak who do not pause.</summary>
    public static NumberReading Plain { get; } = new(OverPauses: false, WithTeens: true);

    /// <summary>As people speak who do.</summary>
    public static NumberReading OverPause { get; } = new(OverPauses: true, WithTeens: true);

    /// <summary>
    /// All readings, the likelier first: where the number of digits is known it tells which one was meant.
    /// </summary>
    public static IReadOnlyList<NumberReading> All { get; } =
        [Plain, OverPause, new(OverPauses: false, WithTeens: false), new(OverPauses: true, WithTeens: false)];
}
