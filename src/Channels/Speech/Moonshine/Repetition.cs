using System.Runtime.InteropServices;

namespace Gateway.Channels.Speech.Moonshine;

/// <summary>Small recognisers go round in circles on noise: <c>the the the the</c>.</summary>
internal static class Repetition
{
    private const int LongestCircle = 8;

    // A figure may well be said five times over.
    private const int MostRounds = 3;
    private const int MostRoundsOfOne = 7;

    /// <summary>
    /// Whether the pieces of words end in the same two to eight of them more than three times over, or in the same one
    /// more than seven times; all but one of the rounds are then taken away.
    /// </summary>
    public static bool Cut(List<int> pieces)
    {
        for (var length = 1; length <= LongestCircle; length++)
        {
            var rounds = length == 1 ? MostRoundsOfOne : MostRounds;
            var needed = length * (rounds + 1);
            if (pieces.Count < needed)
                continue;
            var end = CollectionsMarshal.AsSpan(pieces)[^needed..];
            if (!end[length..].SequenceEqual(end[..^length]))
                continue;
            pieces.RemoveRange(pieces.Count - length * rounds, length * rounds);
            return true;
        }

        return false;
    }
}
