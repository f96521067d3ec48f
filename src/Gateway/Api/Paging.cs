using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Api;

/// <summary>
/// How much of a list a caller asks for, and from where on: <c>limit</c> and <c>after</c>, alike everywhere.
/// </summary>
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

    /// <summary>Reads where a list in the order of ids, newest first, goes on.</summary>
    /// <param name="after">The <c>next</c> of an earlier answer, as it stands in the query, or null.</param>
    /// <param name="last">The last id of the page before; null for the first page.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static bool TryReadId(string? after, out long? last, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        last = null;
        problem = null;
        if (after is null)
            return true;
        if (long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            last = id;
        else
        {
            problem = TypedResults.Problem(
                "after: expected the 'next' of an earlier answer.", statusCode: StatusCodes.Status400BadRequest);
        }

        return problem is null;
    }
}
