namespace Gateway.Brain.Shop.Understanding;

/// <summary>What was not understood, in as many words as it was said in.</summary>
public sealed record MissGroup
{
    private const int MostExamples = 5;

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Language it was read in, <c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>One of <see cref="MissKind"/>: what it mostly was.</summary>
    public required string Kind { get; init; }

    /// <summary>How often it was said.</summary>
    public required int Count { get; init; }

    /// <summary>In how many sessions.</summary>
    public required int Sessions { get; init; }

    /// <summary>The wording that has most of what the others have.</summary>
    public required string Words { get; init; }

    /// <summary>Handle of the product under discussion, where it was the same each time; else null.</summary>
    public required string? Product { get; init; }

    /// <summary>When it was said last.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>
    /// Some of its wordings, at most five: what was said most often first, each where it was said last.
    /// </summary>
    public required IReadOnlyList<MissExample> Examples { get; init; }

    /// <summary>The question of the shop's own answers that comes nearest to it now; null when there is none.</summary>
    public NearestAnswer? Nearest { get; init; }

    /// <summary>Whether the shop's own answers would answer its wording now, put by itself.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Sums a group up; what comes nearest to it is not known yet.</summary>
    /// <param name="wordings">Not empty.</param>
    internal static MissGroup Of(IReadOnlyList<Wording> wordings)
    {
        List<Miss> misses = [.. wordings.SelectMany(wording => wording.Misses)];
        List<string?> products = [.. misses.Select(miss => miss.Product).Distinct().Take(2)];
        return new MissGroup
        {
            Workspace = misses[0].Workspace,
            Locale = misses[0].Locale,
            Kind = MissKind.All.MaxBy(kind => misses.Count(miss => miss.Kind == kind))!,
            Count = misses.Count,
            Sessions = misses.Select(miss => miss.Session).Distinct().Count(),
            Words = TypicalOf(wordings).Misses[0].Words,
            Product = products is [var only] ? only : null,
            LastSeen = misses.Max(miss => miss.At),
            Examples = [.. wordings.OrderByDescending(wording => wording.Misses.Count)
                .ThenByDescending(wording => wording.Misses[0].At)
                .Take(MostExamples)
                .Select(wording => MissExample.Of(wording.Misses[0]))],
        };
    }

    private static Wording TypicalOf(IReadOnlyList<Wording> wordings)
    {
        var often = wordings.SelectMany(wording => wording.Keys, (wording, key) => (key.Key, wording.Misses.Count))
            .GroupBy(key => key.Key, StringComparer.Ordinal)
            .ToDictionary(key => key.Key, key => key.Sum(of => of.Count), StringComparer.Ordinal);
        return wordings
            .OrderByDescending(wording => wording.Keys.Sum(key => key.Value * often[key.Key])
                / MathF.Max(float.Epsilon, wording.Keys.Sum(key => key.Value)))
            .ThenByDescending(wording => wording.Misses.Count)
            .ThenBy(wording => wording.Misses[0].Words.Length)
            .ThenBy(wording => wording.Misses[0].Words, StringComparer.Ordinal)
            .First();
    }
}

/// <summary>Something that was not understood, as it was said.</summary>
/// <param name="Words">The contact's words, an ellipsis for each piece that tells who they are; 1 to 200
/// characters.</param>
/// <param name="Kind">One of <see cref="MissKind"/>.</param>
/// <param name="SessionId">Where it was said.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="At">When.</param>
public sealed record MissExample(string Words, string Kind, string SessionId, string Channel, DateTimeOffset At)
{
    internal static MissExample Of(Miss miss) => new(miss.Words, miss.Kind, miss.Session, miss.Channel, miss.At);
}

/// <summary>One of the shop's own answers.</summary>
/// <param name="Question">Its heading in the file.</param>
/// <param name="Likelihood">0 to 1: how likely it answers.</param>
public sealed record NearestAnswer(string Question, double Likelihood);
