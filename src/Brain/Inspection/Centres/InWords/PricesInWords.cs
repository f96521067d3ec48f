namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>
/// Reads prices that somebody wrote, in French or in English: <c>VL essence 79 €, diesel 79, contre-visite 20€, moto
/// 60</c>. All of the text is understood, or none of it.
/// </summary>
public static class PricesInWords
{
    private const int MostLetters = 2_000;

    /// <summary>Reads the text.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="currency">ISO 4217: what amounts are in, named or not.</param>
    public static PricesReading Read(string text, string currency)
    {
        if (text.Length > MostLetters)
            return new PricesReading([], new(WordingProblemKind.TooLong, ""));
        try
        {
            return new PricesReading(new PriceLines(text, currency).Read(), null);
        }
        catch (WordingException unread)
        {
            return new PricesReading([], unread.Problem);
        }
    }
}

/// <summary>What came of reading prices.</summary>
/// <param name="Lines">What was read, in its order; empty when it was not understood.</param>
/// <param name="Problem">Why not; null when it was.</param>
public sealed record PricesReading(IReadOnlyList<PriceLine> Lines, WordingProblem? Problem);

/// <summary>A price that was read.</summary>
/// <param name="Price">What is paid for what.</param>
/// <param name="Other">
/// What it is the price of where the grid has no place for it, such as a 4x4: the amount of <paramref name="Price"/>
/// alone counts then; else null.
/// </param>
public sealed record PriceLine(Price Price, string? Other);
