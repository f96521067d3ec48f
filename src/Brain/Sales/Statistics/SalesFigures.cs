namespace Gateway.Brain.Sales.Statistics;

/// <summary>How a sales team did in a period, over the prospects that were recorded in it.</summary>
public sealed record SalesFigures
{
    /// <summary>Prospects recorded in the period.</summary>
    public int Prospects { get; init; }

    /// <summary>Of them, those who have bought by now.</summary>
    public int Converted { get; init; }

    /// <summary>By how near they seemed at first: hot, warm, cold, unknown; those that there are.</summary>
    public IReadOnlyList<Conversion> ByType { get; init; } = [];

    /// <summary>By what their firm does, in lower case, or unknown; the fifty largest.</summary>
    public IReadOnlyList<Conversion> BySector { get; init; } = [];

    /// <summary>By people of the firm, else seats: 1-10, 11-50, 51-200, 201+, unknown; those that there are.</summary>
    public IReadOnlyList<Conversion> BySize { get; init; } = [];

    /// <summary>What was held against offers, by size and by sector; the two hundred most frequent.</summary>
    public IReadOnlyList<SegmentObjection> Objections { get; init; } = [];

    /// <summary>How many rounds were negotiated: one entry for each number that there is.</summary>
    public IReadOnlyList<RoundsOfNegotiation> Rounds { get; init; } = [];

    /// <summary>The rounds of all prospects on average; 0 without any.</summary>
    public double AverageRounds { get; init; }

    /// <summary>
    /// Which strategies had been used, in their order, where somebody bought; the twenty most frequent.
    /// </summary>
    public IReadOnlyList<WinningPattern> Winning { get; init; } = [];

    /// <summary>How long it took from the first word to the sale.</summary>
    public TimeToConversion TimeToConversion { get; init; } = new(0, 0, 0);

    /// <summary>How likely they seemed to buy, by channel.</summary>
    public IReadOnlyList<SourceScore> Scores { get; init; } = [];
}

/// <summary>How many of some have bought.</summary>
/// <param name="Key">Of which.</param>
/// <param name="Prospects">How many there were, at least 1.</param>
/// <param name="Converted">How many of them bought.</param>
/// <param name="Rate">The share of them, 0 to 1.</param>
public sealed record Conversion(string Key, int Prospects, int Converted, double Rate);

/// <summary>How often some objected to something.</summary>
/// <param name="By">size or sector.</param>
/// <param name="Key">Of which, as in the conversions.</param>
/// <param name="Category">price, features, timing, authority, competition or trust.</param>
/// <param name="Count">How often.</param>
/// <param name="Converted">How often they bought all the same.</param>
public sealed record SegmentObjection(string By, string Key, string Category, int Count, int Converted);

/// <summary>How many prospects went so many rounds.</summary>
/// <param name="Rounds">Rounds, from 0 on.</param>
/// <param name="Prospects">How many prospects.</param>
/// <param name="Converted">How many of them bought.</param>
public sealed record RoundsOfNegotiation(int Rounds, int Prospects, int Converted);

/// <summary>A way to a sale.</summary>
/// <param name="Strategies">What was tried, in order; empty where nothing had to be.</param>
/// <param name="Conversions">How many sales it led to.</param>
public sealed record WinningPattern(IReadOnlyList<string> Strategies, int Conversions);

/// <summary>How long sales took.</summary>
/// <param name="Conversions">How many sales are counted.</param>
/// <param name="AverageSeconds">On average; 0 without any.</param>
/// <param name="MedianSeconds">Half of them took no longer; 0 without any.</param>
public sealed record TimeToConversion(int Conversions, double AverageSeconds, double MedianSeconds);

/// <summary>How likely those of a channel seemed to buy.</summary>
/// <param name="Channel">The channel's kind.</param>
/// <param name="Prospects">How many were judged.</param>
/// <param name="AverageScore">0 to 100.</param>
public sealed record SourceScore(string Channel, int Prospects, double AverageScore);
