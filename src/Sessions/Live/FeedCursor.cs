using System.Globalization;
using Gateway.Sessions.Redis;

namespace Gateway.Sessions.Live;

/// <summary>
/// How far someone has followed a workspace. A text to be kept and given back; some kilobytes, because each shard has a
/// place of its own.
/// </summary>
public sealed class FeedCursor
{
    private const string Beginning = "0-0";

    private readonly string[] _positions;

    private FeedCursor(string[] positions) => _positions = positions;

    /// <summary>Before all that is still known.</summary>
    public static FeedCursor Start { get; } = new([.. Enumerable.Repeat(Beginning, SessionKeys.Shards)]);

    internal string this[int shard] => _positions[shard];

    internal FeedCursor At(int shard, string position)
    {
        var positions = (string[])_positions.Clone();
        positions[shard] = position;
        return new FeedCursor(positions);
    }

    internal static FeedCursor Of(IEnumerable<string?> positions) =>
        new([.. positions.Select(position => position ?? Beginning)]);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>False for anything else.</returns>
    public static bool TryParse(
        string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FeedCursor? cursor)
    {
        cursor = null;
        if (text is null)
            return false;
        var positions = (string[])Start._positions.Clone();
        foreach (var part in text.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length < 3
                || !int.TryParse(
                part.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var shard)
                || part[2..].Split('-') is not [var ms, var number]
                || !ulong.TryParse(ms, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                || !ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }

            positions[shard] = part[2..];
        }

        cursor = new FeedCursor(positions);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('_', Enumerable.Range(0, SessionKeys.Shards).Where(shard => _positions[shard] != Beginning)
        .Select(shard => string.Create(CultureInfo.InvariantCulture, $"{shard:x2}{_positions[shard]}")));
}
