namespace Gateway.Brain.House.Times;

/// <summary>What a word or a few of them do in an expression of time.</summary>
internal enum Term
{
    /// <summary>A word that has nothing to do with time.</summary>
    Other,

    /// <summary>A sign: <c>:</c>, <c>/</c>, a comma.</summary>
    Sign,

    /// <summary>Beyond the last word.</summary>
    End,

    /// <summary>A number, in figures or words.</summary>
    Number,

    /// <summary>A number that says which: <c>3rd</c>, <c>premier</c>.</summary>
    Ordinal,

    /// <summary>A day of the week; the value is a <see cref="DayOfWeek"/>.</summary>
    Weekday,

    /// <summary>A short form of a day of the week that is another word, too: <c>sat</c>, <c>jeu</c>.</summary>
    ShortWeekday,

    /// <summary>Days of the week, each of them: <c>Tuesdays</c>.</summary>
    Weekdays,

    /// <summary>A month, from 1.</summary>
    Month,

    /// <summary>A day counted from today.</summary>
    RelativeDay,

    /// <summary>A part of today.</summary>
    PartOfToday,

    /// <summary>A part of a day; the value is a <see cref="Times.DayPart"/>.</summary>
    DayPart,

    /// <summary>Noon (12) or midnight (0).</summary>
    NamedHour,

    /// <summary>A measure of time; the value is a <see cref="TimeUnit"/>.</summary>
    Unit,

    /// <summary>A measure of several units: a fortnight is two weeks. The value is the number of weeks.</summary>
    Weeks,

    /// <summary>A quarter of an hour, or half of one: the value in minutes.</summary>
    Fraction,

    /// <summary>A day of the year by its name; the value is its place in <see cref="Holidays"/>.</summary>
    Holiday,

    This,
    Next,
    AfterNext,
    Last,
    Coming,

    /// <summary>The first third of a period (0), the second (1) or the last (2).</summary>
    Third,

    /// <summary>The day before what follows (-1), or after it (1).</summary>
    Neighbour,

    /// <summary>Somewhat later than a time that was named before; the value is a <see cref="TimeUnit"/>.</summary>
    Afterwards,

    Am,
    Pm,
    OClock,

    /// <summary>Minutes before the hour that follows (English) or stands before (French).</summary>
    Minus,

    /// <summary>Minutes after an hour.</summary>
    Past,

    /// <summary>The time that it is now: "this time tomorrow".</summary>
    SameTime,

    At,
    In,
    Ago,
    FromNow,

    /// <summary>From a point on (0), or only together with an end (1).</summary>
    From,
    To,
    Until,
    Before,
    By,
    After,
    Within,
    Between,
    OrLater,
    OrEarlier,

    Or,
    And,
    Not,
    Except,

    /// <summary>Says that what stands before it does not suit.</summary>
    Refused,
    Correction,
    Every,
    Usually,

    /// <summary>A recurrence in one word: every so many weeks.</summary>
    EveryWeeks,

    /// <summary>A recurrence in one word: every unit.</summary>
    EveryUnit,

    /// <summary>The days of work (0), or those of rest (1).</summary>
    EveryWeekday,
    Now,

    /// <summary>A time that nobody can tell.</summary>
    Vague,

    /// <summary>Words that look like a time and are none.</summary>
    Idiom,
    Article,
    Of,
    On,
    Filler,
}
