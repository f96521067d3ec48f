namespace Gateway.Brain.Agents;

/// <summary>What kind of thing a text claims.</summary>
internal enum ClaimKind
{
    /// <summary>An amount of money.</summary>
    Money,

    /// <summary>How many pieces there are.</summary>
    Stock,

    /// <summary>A percentage, be it a discount or a fabric.</summary>
    Percent,

    /// <summary>A percentage taken off a price.</summary>
    Discount,

    /// <summary>The number of an order, a booking or a file.</summary>
    Number,

    /// <summary>A day of the calendar.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A day with a time of day: both may be known, and this one still be made up.</summary>
    Slot,

    /// <summary>How long something takes, from seconds to years.</summary>
    Duration,

    /// <summary>How many there are of what the business sells, said without a word of stock.</summary>
    Count,

    /// <summary>That something costs nothing.</summary>
    Free,

    /// <summary>A price put as a comparison: two for one, the price of another thing.</summary>
    Deal,

    /// <summary>What the business will do or stands for: <see cref="Promises"/>.</summary>
    Promise,

    /// <summary>A telephone number, an address of mail or of the web, an account.</summary>
    Contact,
}

/// <summary>Something that a text states and that can be checked.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Figure">
/// The figure. Of a date the month times 100 and the day, with the year in front when it is stated; of a time the hour
/// times 100 and the minute; of a slot the date without its year times 10,000 and the time; of a duration the seconds;
/// 0 where there is none.
/// </param>
/// <param name="Words">What is promised, where someone is reached, what is counted; null where the figure is all.
/// </param>
internal readonly record struct Claim(ClaimKind Kind, decimal Figure, string? Words = null);
