using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Provisioning;

/// <summary>
/// Keeps the agents at ElevenLabs what their centres are: looks when a workspace changes, and every quarter of an hour
/// since the instructions name the day. One at a time; one that fails waits, longer each time, and holds up no other.
/// What nodes do at the same time the centre's lock sorts out.
/// </summary>
internal sealed partial class AgentUpdates(
    CentreProvisioner provisioner, ProvisionBook book, IWorkspaces workspaces, TimeProvider clock,
    ILogger<AgentUpdates> logger) : BackgroundService
{
    private const int MostDoublings = 7;

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asked = new(0, 1);
    private readonly Dictionary<string, (int Failures, DateTimeOffset Next)> _waiting = new(StringComparer.Ordinal);

    /// <summary>Brings those up to date that are not.</summary>
    /// <returns>How many were updated.</returns>
    public async Task<int> UpdateAsync(CancellationToken cancellationToken)
    {
        var updated = 0;
        var all = await book.ListAsync(
            one => one.Status == CentreProvision.Active && one.ElevenlabsAgentId != null, cancellationToken);
        foreach (var one in all)
        {
            if (_waiting.TryGetValue(one.Workspace, out var waits) && waits.Next > clock.GetUtcNow())
                continue;
            if (await TryUpdateAsync(one, cancellationToken) is { } isDone)
            {
                _waiting.Remove(one.Workspace);
                updated += isDone ? 1 : 0;
            }
            else
            {
                var failures = Math.Min(waits.Failures + 1, MostDoublings);
                _waiting[one.Workspace] = (failures, clock.GetUtcNow() + (FirstWait * Math.Pow(2, failures - 1)));
            }
        }

        return updated;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _asked.Dispose();
    }

    /// <inheritdoc/>
    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The watch's boundary: nothing that goes wrong with an agent elsewhere may stop the gateway.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        workspaces.Changed += OnChanged;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await UpdateAsync(stoppingToken);
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    Log.NotLooked(logger, fault.GetType().Name);
                }

                await _asked.WaitAsync(_waiting.Count > 0 ? FirstWait : Usual, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway ends.
        }
        finally
        {
            workspaces.Changed -= OnChanged;
        }
    }

    /// <summary>True when it was updated, false when there was nothing to do, null when it failed.</summary>
    private async Task<bool?> TryUpdateAsync(CentreProvision one, CancellationToken cancellationToken)
    {
        try
        {
            if (!await provisioner.IsOutdatedAsync(one, cancellationToken))
                return false;
            return await provisioner.RunAsync(
                ProvisioningVerb.Update, one.Workspace, new ProvisioningRequest(), "gateway", cancellationToken)
                is ProvisioningOutcome.Ran { Report.Complete: true } ? true : null;
        }
        catch (Exception fault) when (fault is ElevenLabsFault or ProvisioningFault)
        {
            Log.NotUpdated(logger, one.Workspace, fault.Message);
            return null;
        }
    }

    private void OnChanged(IReadOnlyCollection<Workspace> all)
    {
        try
        {
            _asked.Release();
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // It is asked for already, or nobody looks any more.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Centre {Centre}: its agent could not be updated: {Reason}")]
        public static partial void NotUpdated(ILogger logger, string centre, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The centres' agents could not be looked at: {Fault}")]
        public static partial void NotLooked(ILogger logger, string fault);
    }
}
