using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Gateway.Inspection.Planning;

namespace Gateway.Inspection.Calendars;

/// <summary>
/// Looks at the centres' own calendars every five minutes or so, each by one node at a time, and takes over what they
/// take. One that is away is looked at more rarely, and what was last known of it counts for
/// <see cref="CalendarImport.Kept"/>.
/// </summary>
internal sealed partial class CalendarImporter(
    CentreLookup lookup, CalendarRounds rounds, CalendarImport import, CalendarClient client, TimeProvider time,
    CalendarMetrics metrics, ILogger<CalendarImporter> logger) : BackgroundService
{
    private const int MostAtOnce = 4;

    // The days that can be booked, and some more, as they move on while a calendar stays what it was.
    private const int MoreDays = 7;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(40);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromHours(12);

    /// <summary>Looks at all that are due, and waits until that is done.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var centres = lookup.All.ToDictionary(one => one.Id);
        foreach (var centre in await rounds.EnrolAsync([.. centres.Values], cancellationToken))
            await TakeAsync(centre, new CalendarSighting.Gone(), nextAt: null, cancellationToken);
        List<string> named = [.. centres.Values.Where(one => one.CalendarUrl is not null).Select(one => one.Id)];
        if (named.Count == 0)
            return 0;
        var due = await rounds.ClaimAsync(named, MostAtOnce, cancellationToken);
        await Task.WhenAll(due.Select(calendar =>
            TryLookAsync(centres[calendar.Workspace], calendar, cancellationToken)));
        return due.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The worker's boundary: what failed is due again.")]
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await LookAsync(cancellationToken) == MostAtOnce)
            {
                // There may be more.
            }
        }
        catch (Exception fault)
        {
            if (!cancellationToken.IsCancellationRequested && !RecordsUnavailableException.IsCause(fault))
                Log.Failed(logger, fault);
        }
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "The centre's boundary: what failed is due again when its lease ends.")]
    private async Task TryLookAsync(Centre centre, CentreCalendar calendar, CancellationToken cancellationToken)
    {
        try
        {
            var sighting = await SeeAsync(centre, calendar, cancellationToken);
            await TakeAsync(centre, sighting, NextAfter(calendar, sighting), cancellationToken);
        }
        catch (Exception fault)
        {
            if (!cancellationToken.IsCancellationRequested && !RecordsUnavailableException.IsCause(fault))
                Log.CentreFailed(logger, fault, centre.Id);
        }
    }

    private async Task<CalendarSighting> SeeAsync(
        Centre centre, CentreCalendar calendar, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // With the days new ones of a series come into sight, though the file stays what it was.
        var isFresh = calendar.ReadAt is { } read && now - read < ReadAgain;
        var answer = await client.FetchAsync(
            centre.CalendarUrl!, isFresh ? calendar.Tag : null, isFresh ? calendar.Modified : null, cancellationToken);
        return answer switch
        {
            CalendarAnswer.NotModified => new CalendarSighting.Same(),
            CalendarAnswer.Failed failed => new CalendarSighting.Away(failed.Reason),
            CalendarAnswer.Text text => CalendarReader.TryRead(
                centre, text.Content, now.AddDays(-1), now.AddDays(centre.DaysAhead + MoreDays), out var reading,
                out var problem)
                ? new CalendarSighting.Read(reading, text.Tag, text.Modified)
                : new CalendarSighting.Away(problem),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    private async Task TakeAsync(
        Centre centre, CalendarSighting sighting, DateTimeOffset? nextAt, CancellationToken cancellationToken)
    {
        var outcome = await import.TakeAsync(centre, sighting, nextAt, cancellationToken);
        metrics.Looked(sighting);
        metrics.Met(outcome.Found.Count);
        if (sighting is CalendarSighting.Away away)
            Log.Away(logger, centre.Id, away.Reason);
        if (outcome.IsForgotten)
            Log.Forgotten(logger, centre.Id);
        foreach (var conflict in outcome.Found)
            Log.Conflict(logger, conflict.Id, centre.Id, conflict.Appointment, conflict.Key);
    }

    private DateTimeOffset NextAfter(CentreCalendar calendar, CalendarSighting sighting)
    {
        var wait = sighting is CalendarSighting.Away
            ? Usual * Math.Pow(2, Math.Min(calendar.Failures, 3))
            : Usual;
        // A little sooner or later, so that not all of a server's calendars are asked for at once.
        return time.GetUtcNow() + ((wait < Longest ? wait : Longest) * (0.9 + (Random.Shared.NextDouble() / 5)));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Calendars could not be looked at; they are tried again.")]
        public static partial void Failed(ILogger logger, Exception fault);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The calendar of centre {Centre} could not be taken over; it is tried again.")]
        public static partial void CentreFailed(ILogger logger, Exception fault, string centre);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The calendar of centre {Centre} is away: {Reason}.")]
        public static partial void Away(ILogger logger, string centre, string reason);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The calendar of centre {Centre} has been away for too long: what it took is offered again.")]
        public static partial void Forgotten(ILogger logger, string centre);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Conflict {Conflict} of centre {Centre}: appointment {Appointment} stands where its own calendar "
                + "has {Key}.")]
        public static partial void Conflict(
            ILogger logger, long conflict, string centre, Guid appointment, string key);
    }
}
