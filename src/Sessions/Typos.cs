namespace Gateway.Sessions;

/// <summary>Tells a misspelt word from another word.</summary>
public static class Typos
{
    /// <summary>
    /// Whether <paramref name="written"/> may be meant for <paramref name="meant"/>: short words must be exact, longer
    /// ones may have a letter wrong, missing, too many or swapped; two from nine letters on.
    /// </summary>
    public static bool Forgive(string written, string meant)
    {
        if (written == meant)
            return true;
        var allowed = meant.Length switch { < 6 => 0, < 9 => 1, _ => 2 };
        return Math.Abs(written.Length - meant.Length) <= allowed && written.Length >= 4 && written[0] == meant[0]
            && Distance(written, meant) <= allowed;
    }

    /// <summary>Letters to change, add, drop or swap with their neighbour to come from one word to the other.</summary>
    public static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }
}
