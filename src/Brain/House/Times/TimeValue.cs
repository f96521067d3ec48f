namespace Gateway.Brain.House.Times;

/// <summary>What an expression of time means; its text is the notation of <see cref="TimeNotation"/>.</summary>
internal abstract record TimeValue
{
    /// <summary>The value as it is written down.</summary>
    public sealed override string ToString() => TimeNotation.Write(this);
}

/// <summary>A day, a time, a part of a day, or a time or part on a day.</summary>
/// <param name="Day">The day; null when one known from before is meant.</param>
/// <param name="Time">The time of that day, or null.</param>
/// <param name="Part">The part of that day, or null; never beside a time.</param>
internal sealed record TimePoint(DateOnly? Day, TimeOnly? Time = null, DayPart? Part = null) : TimeValue;

/// <summary>From one point to another; a bound that is null is open. Both bounds belong to the range.</summary>
/// <param name="From">Where it begins, or null.</param>
/// <param name="To">Where it ends, or null.</param>
internal sealed record TimeRange(TimePoint? From, TimePoint? To) : TimeValue;

/// <summary>One of several.</summary>
/// <param name="Values">What there is to choose from, at least two.</param>
internal sealed record Alternatives(IReadOnlyList<TimeValue> Values) : TimeValue;

/// <summary>What comes again and again.</summary>
/// <param name="Unit">What passes from one time to the next: days, weeks, months or years.</param>
/// <param name="Count">How many of them.</param>
/// <param name="First">The day of the week, or the first of several; or null.</param>
/// <param name="Last">The last of several days of the week, or null.</param>
/// <param name="DayOfMonth">The day of the month, or null.</param>
/// <param name="Time">The time or part of the day, without a day; or null.</param>
internal sealed record Recurrence(
    TimeUnit Unit, int Count, DayOfWeek? First = null, DayOfWeek? Last = null, int? DayOfMonth = null,
    TimeValue? Time = null) : TimeValue;

/// <summary>At once.</summary>
internal sealed record AtOnce : TimeValue;

/// <summary>A time that cannot be decided: one must ask back.</summary>
internal sealed record UnclearTime : TimeValue;

/// <summary>A time before now that is spoken of as one to come.</summary>
/// <param name="Value">The time.</param>
internal sealed record PastTime(TimeValue Value) : TimeValue;

/// <summary>A part of a day.</summary>
internal enum DayPart
{
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// <summary>What time is counted in.</summary>
internal enum TimeUnit
{
    Minute,
    Hour,
    Day,
    WorkingDay,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
}

/// <summary>An expression of time in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Value">What it means.</param>
internal sealed record ReadTime(int Start, int End, TimeValue Value);

/// <summary>The moment from which times are counted, as the clock on the wall of the business shows it.</summary>
/// <param name="Day">Today.</param>
/// <param name="Time">The time of day.</param>
internal sealed record LocalNow(DateOnly Day, TimeOnly Time)
{
    /// <summary>Both in one.</summary>
    public DateTime Moment => Day.ToDateTime(Time);
}
