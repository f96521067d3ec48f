using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Api;

/// <summary>How much of a list a caller asks for: <c>limit</c>, the same everywhere.</summary>
internal static class Paging
{
    /// <summary>What is given to who does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most that is given at once.</summary>
    public const int MaxLimit = 200;

    /// <summary>Reads the limit.</summary>
    /// <param name="limit">As it stands in the query, or null.</param>
    /// <param name="size">How many are asked for.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static bool TryRead(string? limit, out int size, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        size = DefaultLimit;
        problem = limit is null
            || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size)
                && size is >= 1 and <= MaxLimit)
                ? null
                : TypedResults.Problem(
                    $"limit: expected a whole number of 1 to {MaxLimit}.", statusCode: StatusCodes.Status400BadRequest);
        return problem is null;
    }
}
