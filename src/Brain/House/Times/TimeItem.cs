namespace Gateway.Brain.House.Times;

/// <summary>A piece of an expression of time, read by itself.</summary>
/// <param name="First">Its first token.</param>
/// <param name="Next">The token behind it.</param>
internal abstract record TimeItem(int First, int Next);

/// <summary>A day, a time, a part of a day, or several of these that belong together.</summary>
internal sealed record PointItem(int First, int Next) : TimeItem(First, Next)
{
    /// <summary>The day, or null.</summary>
    public DaySpec? Day { get; init; }

    /// <summary>The time, or null.</summary>
    public ClockTime? Clock { get; init; }

    /// <summary>The part of the day, or null.</summary>
    public DayPart? Part { get; init; }

    /// <summary>What it bounds by itself: "within two hours" is until then.</summary>
    public Bound Bound { get; init; }
}

/// <summary>A number that may be an hour if what stands beside it allows.</summary>
internal sealed record NumberItem(int First, int Next, ClockTime Clock) : TimeItem(First, Next)
{
    /// <summary>The number, if it may be a day of a month; else 0.</summary>
    public int Day { get; init; }
}

/// <summary>A word that joins or bounds: from, until, or, not.</summary>
internal sealed record MarkItem(int First, int Next, TimeToken Token) : TimeItem(First, Next)
{
    /// <summary>Whether it may mean this.</summary>
    public bool Is(Term term) => Token.Is(term);
}

/// <summary>What comes again and again.</summary>
internal sealed record CycleItem(int First, int Next, Recurrence Cycle) : TimeItem(First, Next);

/// <summary>At once, or nobody can tell when.</summary>
internal sealed record WholeItem(int First, int Next, TimeValue Value) : TimeItem(First, Next);

/// <summary>A word that says nothing of time; it costs as much as it holds apart what stands on its sides.</summary>
internal sealed record GapItem(int First, int Next, int Cost) : TimeItem(First, Next);

/// <summary>What a point bounds.</summary>
internal enum Bound
{
    None,
    From,
    After,
    Until,
    Before,
}

/// <summary>A time of day as it was said.</summary>
/// <param name="Minutes">Minutes since midnight.</param>
/// <param name="IsOpen">Whether it may be of the morning or of the afternoon.</param>
internal readonly record struct ClockTime(int Minutes, bool IsOpen)
{
    private const int LastOfNight = 5;
    private const int FirstOfMorning = 7;
    private const int Noon = 12 * 60;

    /// <summary>Minutes of a time that no clock shows: <c>14h75</c>.</summary>
    public static readonly ClockTime None = new(-1, false);

    /// <summary>Whether no clock shows it.</summary>
    public bool IsInvalid => Minutes < 0;

    /// <summary>Whether it is the midnight at which a day ends.</summary>
    public bool IsMidnight { get; init; }

    /// <summary>Said of an hour and minutes.</summary>
    public static ClockTime Of(int hour, int minute, bool isOpen) =>
        hour is < 0 or > 24 || minute is < 0 or > 59 || (hour == 24 && minute > 0)
            ? None
            : new ClockTime(((hour % 24) * 60) + minute, isOpen && hour is > 0 and <= 12);

    /// <summary>The hour with minutes more or fewer.</summary>
    public ClockTime Add(int minutes) =>
        IsInvalid ? this : this with { Minutes = (Minutes + minutes + (24 * 60)) % (24 * 60) };

    /// <summary>Said to be of the morning (am) or not.</summary>
    public ClockTime Fix(bool isAm) => IsInvalid || Minutes >= 13 * 60
        ? this with { IsOpen = false }
        : new ClockTime((Minutes % Noon) + (isAm ? 0 : Noon), false);

    /// <summary>The time of day, read with the part of the day beside it or as shops and garages mean it.</summary>
    /// <param name="part">The part of the day that was named, or null.</param>
    /// <param name="isLate">Whether an hour that can be either is taken for the later one.</param>
    public TimeOnly Resolve(DayPart? part, bool isLate = false)
    {
        var hour = Minutes / 60;
        var resolved = !IsOpen ? this : part switch
        {
            DayPart.Morning => Fix(isAm: true),
            DayPart.Afternoon or DayPart.Evening => Fix(isAm: false),
            DayPart.Night => Fix(isAm: hour <= LastOfNight || hour == 12),
            _ when hour == 12 => this,
            _ => Fix(isAm: hour > FirstOfMorning || (hour == FirstOfMorning && !isLate)),
        };
        return TimeOnly.MinValue.AddMinutes(resolved.Minutes);
    }
}
