namespace Gateway.Channels.Speech.Saying.Numbers;

/// <summary>Whole numbers in English words, the British way: <c>one hundred and five</c>.</summary>
internal static class EnglishNumber
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>How many there are.</summary>
    /// <param name="number">0 to 999,999,999,999.</param>
    public static string Cardinal(long number)
    {
        if (number == 0)
            return Small[0];
        var words = new List<string>();
        foreach (var (size, name) in (ReadOnlySpan<(long, string)>)
            [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")])
        {
            if (number >= size)
                words.Add($"{Below1000(number / size)} {name}");
            number %= size;
        }

        if (number > 0)
            words.Add(number < 100 && words.Count > 0 ? $"and {Below1000(number)}" : Below1000(number));
        return string.Join(' ', words);
    }

    /// <summary>Which one it is.</summary>
    /// <param name="number">1 to 999,999,999,999.</param>
    public static string Ordinal(long number)
    {
        var words = Cardinal(number);
        var last = words.LastIndexOfAny([' ', '-']) + 1;
        return words[..last] + words[last..] switch
        {
            "one" => "first",
            "two" => "second",
            "three" => "third",
            "five" => "fifth",
            "eight" => "eighth",
            "nine" => "ninth",
            "twelve" => "twelfth",
            [.. var ten, 'y'] => $"{ten}ieth",
            var other => $"{other}th",
        };
    }

    /// <summary>A year: <c>twenty twenty-six</c>, <c>two thousand and six</c>.</summary>
    /// <param name="year">1000 to 2999.</param>
    public static string Year(long year)
    {
        var (century, rest) = (year / 100, year % 100);
        if (year is >= 2000 and < 2010 || (century % 10 == 0 && rest == 0))
            return Cardinal(year);
        return rest switch
        {
            0 => $"{Cardinal(century)} hundred",
            < 10 => $"{Cardinal(century)} oh {Cardinal(rest)}",
            _ => $"{Cardinal(century)} {Cardinal(rest)}",
        };
    }

    private static string Below1000(long number)
    {
        if (number < 100)
            return Below100(number);
        var hundred = $"{Small[number / 100]} hundred";
        return number % 100 == 0 ? hundred : $"{hundred} and {Below100(number % 100)}";
    }

    private static string Below100(long number) => number switch
    {
        < 20 => Small[number],
        _ when number % 10 == 0 => Tens[number / 10],
        _ => $"{Tens[number / 10]}-{Small[number % 10]}",
    };
}
