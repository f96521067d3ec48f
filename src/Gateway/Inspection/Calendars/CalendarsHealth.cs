using Gateway.Brain.Inspection.Calendars;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Inspection.Calendars;

/// <summary>
/// Names the centres whose own calendar cannot be read. The gateway is degraded by that and not down: the others are
/// read, and what was last known of these counts for a while.
/// </summary>
internal sealed class CalendarsHealth(CalendarFeeds feeds) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<CentreCalendar> away;
        try
        {
            away = await feeds.AwayAsync(cancellationToken);
        }
        catch (Exception fault) when (Brain.Records.RecordsUnavailableException.IsCause(fault))
        {
            // PostgreSQL tells of itself.
            return HealthCheckResult.Degraded("PostgreSQL cannot be asked");
        }

        return away.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                $"{away.Count} of the centres' own calendars cannot be read",
                data: new Dictionary<string, object>
                {
                    ["calendars"] = away.Select(one => new AwayCalendar(one.Workspace, one.SeenAt, one.Failure)),
                });
    }

    private sealed record AwayCalendar(string Centre, DateTimeOffset? SeenAt, string? Failure);
}
