namespace Gateway.Brain.House.Times;

/// <summary>The words of time of English, folded: a term and its value, then the words for it.</summary>
internal static class EnglishTimeWords
{
    // A tilde before a word: it is recognised with a letter wrong, too.
    public const string Table = """
        Weekday 1: ~monday, mon, mondy, mond, munday
        Weekday 2: ~tuesday, tue, tues, tuesdy, teusday, tusday
        Weekday 3: ~wednesday, weds, wensday, wendesday, wednsday, wedensday
        Weekday 4: ~thursday, thu, thur, thurs, thrs, thirsday, thrusday, thersday
        Weekday 5: ~friday, fri, firday
        Weekday 6: ~saturday, satday, satuday, satdy
        Weekday 0: ~sunday, sundy
        ShortWeekday 3: wed
        ShortWeekday 6: sat
        ShortWeekday 0: sun
        Weekdays 1: mondays
        Weekdays 2: tuesdays
        Weekdays 3: wednesdays
        Weekdays 4: thursdays
        Weekdays 5: fridays
        Weekdays 6: saturdays
        Weekdays 0: sundays
        Month 1: ~january, jan
        Month 2: ~february, feb, febuary
        Month 3: march, mar
        Month 4: april, apr, aprl
        Month 5: may
        Month 6: june, jun
        Month 7: july, jul
        Month 8: ~august, aug
        Month 9: ~september, sept, sep
        Month 10: ~october, oct
        Month 11: ~november, nov
        Month 12: ~december, dec
        RelativeDay 0: ~today, later today, later on today, 2day, tday, some time today, sometime today, this day
        RelativeDay 1: ~tomorrow, 2moro, 2morrow, tomoz, tmrw, tmw, 2mrw, tmr, tomoro, tommorow, tomoz, tmoz, 2mro
        RelativeDay 1: morrow, day after today, next day, tomorow, tmrow, tmoro, tmro, 2mora, 2moz
        RelativeDay 2: day after tomorrow, day after tmrw, day after 2moro, day after tommorrow, day after tomorow
        RelativeDay 2: overmorrow, day after tomoz, day after next
        RelativeDay -1: ~yesterday, yday, yest, ystday, last night
        RelativeDay -2: day before yesterday
        PartOfToday 0: this morning, dis morning, this morn, this am
        PartOfToday 2: this afternoon, this aft, this arvo, this pm, this aftie
        PartOfToday 3: ~tonight, this evening, 2nite, tonite, 2night, this eve, later tonight
        PartOfToday 1: this lunchtime, this lunch
        PartOfToday 4: overnight tonight, tonight overnight, in the night tonight
        DayPart 0: ~morning, morn, mornin, mid morning, first thing, first thing in the morning, crack of dawn
        DayPart 0: early doors, mornings, before lunch, early morning, when you open, opening time, am
        DayPart 1: lunchtime, lunch time, lunch, lunch hour, dinner hour, lunch break, dinnertime, over lunch
        DayPart 1: lunchtimes
        DayPart 2: ~afternoon, aft, arvo, mid afternoon, afternoons, after lunch, late afternoon, early afternoon
        DayPart 2: afternon, pm, afters
        DayPart 3: last thing, ~evening, eve, evenings, after work, early evening, late evening, evenin, teatime
        DayPart 3: tea time, eves, after tea
        DayPart 4: night, overnight, middle of the night, night time, nite, nighttime, late at night, nights
        NamedHour 12: noon, midday, mid day, twelve noon, 12 noon, high noon, noontime
        NamedHour 0: midnight, twelve midnight, 12 midnight, midnite
        Unit 0: minute, minutes, min, mins, minuts
        Unit 1: hour, hours, hr, hrs, h, hour s
        Unit 2: day, days
        Unit 3: working day, working days, business day, business days, work days
        Unit 4: w c, wc, week, weeks, wk, wks, week s, weeks time, wek
        Unit 5: ~weekend, week end, wkend, wknd, w end, wkd, weekends
        Unit 6: month, months, mth, mths, mnth, month s
        Unit 7: quarter
        Unit 8: year, years, yr, yrs
        Weeks 2: fortnight, fortnight s, fortnite
        Fraction 30: half an hour, half hour, half an hr, 1 2 hour, half a hour
        Fraction 45: three quarters of an hour, 3 quarters of an hour
        Fraction 15: quarter of an hour, quarter hour
        This 0: this, dis, this very
        Next 0: next, nxt, following, nex
        AfterNext 0: after next
        Last 0: last, previous, past
        Coming 0: this coming, coming, upcoming, the next, this here, this next
        Third 0: early, start of, beginning of, the start of, the beginning of, first part of, at the start of
        Third 0: at the beginning of, early in, early on in, first few days of
        Third 1: mid, middle of, halfway through, the middle of, around the middle of
        Third 2: late, end of, the end of, at the end of, late in, tail end of, back end of, last few days of
        Third 2: very end of, towards the end of, the back end of
        Neighbour -1: day before, eve of
        Neighbour 1: day after
        Afterwards 2: the day after, the day after that, the next day, the following day
        Afterwards 4: the week after, the week after that, the following week, the one after
        Am 0: am, a m, in the morning, o clock in the morning, of the morning
        Pm 0: pm, p m, in the afternoon, in the evening, at night, of an evening
        OClock 0: o clock, oclock, ish, hrs, hours, sharp, on the dot, hundred hours, hundred hrs, o clock sharp
        Minus 0: to, til
        Past 0: past, after, gone
        SameTime 0: this time, same time, the same time
        At 0: wait till, wait until, at, around, about, round, circa, approx, @, say, near, for, towards, like, bout
        At 0: roughly, arnd
        In 0: in, in about, in around, in another, in just, within about, in under, in roughly
        Ago 0: ago, back, earlier
        FromNow 0: from now, time, from this moment, hence
        From 0: from, as of, as from, starting, since, not before, no sooner than, no earlier than, but not before
        From 0: not until, not till, not til, but not until, starting from, from about, not earlier than
        From 0: any time from, anytime from, beginning, commencing, frm, as early as, not sooner than
        To 0: to, through, thru, n, till, til
        Until 0: until, till, til, up to, up until, up to and including, no later than, not after, not later than
        Until 0: until about, not past, any time up to, anytime up to, up till, untill, unil
        By 0: by close of play, by close of business, by close on, by cop, by cob, by eod, by end of play
        By 0: by end of day, by the end of play, by the close of play, by, at the latest by, by about, on or before
        By 0: by the latest
        Before 0: before, or before, b4, ahead of, prior to, earlier than, bfore, befor, any time before, anytime before
        After 0: after, or after, past, not till after, not until after, gone, any time after, anytime after
        After 0: any time past, later than, aftr, from after, only after
        Within 0: within, in the next, within the next, over the next, in under, in less than, inside, in the coming
        Between 0: between, btwn, btw, betwen, anywhere between, bet, inbetween, in between, anything between
        Between 0: any time between
        OrLater 0: after that, any time after that, anytime after that, any time after, anytime after, or later
        OrLater 0: onwards, onward, at the earliest, or after, or any time after, earliest, and after
        OrLater 0: minimum, or thereafter, and onwards, upwards
        OrEarlier 0: at the latest, latest, max, or earlier, or before, maximum, tops, at the very latest, deadline
        OrEarlier 0: at most, at the outside
        Or 0: or, or else, else, otherwise, or maybe, or possibly, or even, alternatively, failing that, or failing that
        And 0: and, n, &
        Not 0: rather than, instead of, not, not on, not the, isn t, but not, can t do, cant do, can t make, cannot do
        Not 0: can t come, cant come, cant make, not free, not available
        Refused 0: no good, not good, doesn t work, doesnt work, won t work, wont work, isn t good, not possible
        Refused 0: impossible, is out, s out, no use, not ideal, doesn t suit, is no, no, can t, won t do, doesn t do
        Refused 0: not great
        EveryUnit 2: daily, once a day
        EveryUnit 6: monthly, once a month
        EveryUnit 8: yearly, annually, once a year
        Except 0: except, except for, apart from, but not, but, bar, other than, excluding, except the, except on
        Except 0: not on, just not, any day but
        Correction 0: sorry, i mean, no wait, actually, scratch that, no sorry, correction, er no, no hang on, hang on
        Correction 0: or rather, or i mean, tell a lie, better, no better, oops, make that, rather, wait no
        Correction 0: no make that
        Every 0: every, each, every single, evry, any, ev
        Usually 0: usually, normally, always, generally, every week, each week, regularly, every one of them
        Usually 0: as a rule, do you open, are you open
        EveryWeeks 2: fortnightly, every fortnight, every other week, every second week, biweekly, once a fortnight
        EveryWeeks 2: bi weekly
        EveryWeeks 1: weekly, every week, each week, once a week
        EveryWeekday 0: weekday, weekdays, weekdays only, week days, every weekday, during the week, working days
        EveryWeekday 0: each weekday, on weekdays
        EveryWeekday 1: weekends, weekends only, every weekend, at weekends, on weekends, each weekend
        Now 0: now, right now, straight away, straightaway, immediately, at once, rite now, asap, as soon as possible
        Now 0: right away, right this minute, str8 away, this instant, this minute, rn, this very minute, immediatly
        Now 0: pronto, as soon as poss
        Vague 0: christmas holidays, christmas hols, school holidays, half term, in the spring, in spring
        Vague 0: in the summer, in summer, in the autumn, in autumn, in the winter, in winter, this winter
        Vague 0: this summer, this spring, this autumn, next spring, next summer, next winter, next autumn
        Vague 0: after payday, payday, next few days, next few weeks, coming days, coming weeks, some day soon
        Vague 0: whenever suits, soon, one of these days, one day, some other time, some other day, some time
        Vague 0: sometime, when it, when the, when i, when you, when my, when he, when she, when they, when we
        Vague 0: once the, once i, once it, once my, once you, once we, let you know when, later, later on, in a bit
        Vague 0: in a while, in a few days, in a few weeks, eventually, at some point, whenever, in due course
        Vague 0: another day, another time, any time, anytime, any day, shortly, as soon as, sooner or later
        Vague 0: down the line, next time, last time, in the near future, in the future, when s, in a few
        Vague 0: after a while, no idea when, not sure when, dunno when, one of these weekends, some day, someday
        Vague 0: in a few months, when im, in a jiffy, in a moment, in a mo, sooner the better, when ur, when u
        Vague 0: once they, in a little while, before long, nearer the time, anon
        Idiom 0: twice now, times now, good morning, good afternoon, good evening, good night, good day
        Idiom 0: merry christmas, happy christmas, happy easter, happy new year, have a nice day, have a good day
        Idiom 0: have a good weekend, have a nice weekend, at the end of the day, 24 7, about time, day bed, sun visor
        Idiom 0: sun roof, sun glasses, sun lounger, sun cream, these days, nowadays, from time to time, time to time
        Idiom 0: every now and then, now and then, now and again, all day long, day in day out, the other day, to date
        Idiom 0: up to date, midnight blue, midnight black, night stand, night light, night table, per day, per week
        Idiom 0: per month, a day, per hour, an hour each, day to day, morning all, evening all, morning everyone
        Idiom 0: sunday roast, sunday best, black tie, every time, second hand, opening hours, for the time being
        Idiom 0: night and day, day and night, time and again, big time, in no time, just now, until now, by now
        Idiom 0: up to now, now that, now then, the same day, same day, half time, may i, may we, may have, may be
        Idiom 0: may not, i may, we may, you may, it may, she may, he may, they may, that may, part time, full time
        Idiom 0: morning glory, christmas tree, christmas lights, christmas card, easter egg, march on, a second
        Idiom 0: one second, a sec, a minute, a moment, one minute, day off, quarter pounder, half a, half the
        Idiom 0: half price, year old, years old, 1 owner, for now, christmas jumper, happy friday, happy monday
        Idiom 0: lovely day, nice day, great day, day trip, week old, months old, days old, weeks old, birthday
        Idiom 0: half way, in the day, in my day, year on year, night shift, day shift, next door, next to
        Idiom 0: next of kin, last one, last time i
        Article 0: the, a, an, de
        Of 0: of, of the, in the, for, in, o, s
        On 0: on, the, on the, in, of
        Filler 0: either, please, pls, ish, sharp, or so, about, only, just, exactly, roughly, maybe, perhaps, ok
        Filler 0: prompt, on the dot, probably, again, then, there, thereabouts, give or take, any time, anytime
        Filler 0: anything, any day, sometime, some time, first thing, inclusive, one, day, so, well, um, er, like
        Filler 0: thx, thanks
        """;
}
