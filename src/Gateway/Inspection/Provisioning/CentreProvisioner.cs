using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Channels;
using Gateway.Channels.Twilio;
using Gateway.Inspection.Provisioning.Agents;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Inspection.Provisioning;

/// <summary>
/// Runs plans: each step is written down before it is made and after, each looks at what is there first, and a run that
/// was broken off at any point is gone on with by the next.
/// </summary>
internal sealed partial class CentreProvisioner(
    ProvisioningPlans plans, AgentSender sender, ProvisionBook book, IWorkspaces workspaces,
    ProvisioningOptions options, PublicAddress address, ProvisioningMetrics metrics, ILogger<CentreProvisioner> logger)
{
    /// <summary>The centre of that id, if it is one and is served.</summary>
    public Workspace? FindCentre(string id) =>
        workspaces.TryGet(id, out var workspace) && workspace.Solution == Centre.Solution ? workspace : null;

    /// <summary>Runs a plan for a centre.</summary>
    /// <param name="verb">Which plan.</param>
    /// <param name="id">The centre.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellationToken">
    /// Breaks it off, as a crash would: the next run goes on from there.
    /// </param>
    public async Task<ProvisioningOutcome> RunAsync(
        ProvisioningVerb verb, string id, ProvisioningRequest request, string actor,
        CancellationToken cancellationToken)
    {
        if (FindCentre(id) is not { } centre)
            return new ProvisioningOutcome.NoCentre();
        if (request.DryRun)
        {
            var kept = await book.FindAsync(id, cancellationToken) ?? book.Fresh(id);
            var dry = Begin(centre, kept, request, actor, _ => Task.CompletedTask);
            return new ProvisioningOutcome.Ran(await ForeseeAsync(plans.Of(verb), dry, kept.Status, cancellationToken));
        }

        await using var lease = await book.TakeAsync(id, cancellationToken);
        if (lease is null)
            return new ProvisioningOutcome.Busy();
        var run = Begin(centre, lease.Provision, request, actor, lease.SaveAsync);
        return await DoAsync(verb, run, lease, cancellationToken);
    }

    /// <summary>How a centre's agent at ElevenLabs differs from what would be sent.</summary>
    /// <returns>Null where there is no such centre.</returns>
    /// <exception cref="ElevenLabsFault">It could not be asked.</exception>
    /// <exception cref="ProvisioningFault">What would be sent cannot be written.</exception>
    public async Task<DriftReport?> DriftAsync(string id, CancellationToken cancellationToken)
    {
        if (FindCentre(id) is not { } centre)
            return null;
        var provision = await book.FindAsync(id, cancellationToken) ?? book.Fresh(id);
        var run = Begin(centre, provision, new ProvisioningRequest(), "gateway", _ => Task.CompletedTask);
        if (!run.Voice.IsAgent)
            return new DriftReport(id, AgentId: null, InSync: true, []);
        var there = await sender.ThereAsync(run, cancellationToken);
        var differences = AgentDrift.Find(await sender.WantedAsync(run, cancellationToken), there);
        return new DriftReport(id, provision.ElevenlabsAgentId, differences.Count == 0, differences);
    }

    /// <summary>Whether what would be sent to ElevenLabs is not what was sent last.</summary>
    public async Task<bool> IsOutdatedAsync(CentreProvision provision, CancellationToken cancellationToken)
    {
        if (FindCentre(provision.Workspace) is not { } centre)
            return false;
        var run = Begin(centre, provision, new ProvisioningRequest(), "gateway", _ => Task.CompletedTask);
        return run.Voice.IsAgent
            && AgentWriter.DigestOf(await sender.WantedAsync(run, cancellationToken)) != provision.AgentDigest;
    }

    private async Task<ProvisioningOutcome> DoAsync(
        ProvisioningVerb verb, ProvisioningRun run, ProvisionLease lease, CancellationToken cancellationToken)
    {
        var steps = new List<ReportedStep>();
        var isComplete = true;
        try
        {
            foreach (var step in plans.Of(verb).Where(step => step.Applies(run)))
            {
                var begun = await lease.BeginAsync(
                    verb.ToString().ToLowerInvariant(), step.Name, run.Actor, cancellationToken);
                try
                {
                    var done = await step.DoAsync(run, cancellationToken);
                    await lease.EndAsync(begun, ProvisioningStep.Done, done, cancellationToken);
                    steps.Add(new ReportedStep(step.Name, ProvisioningStep.Done, done));
                    metrics.Made(step.Name, ProvisioningStep.Done);
                }
                catch (Exception fault) when (Explain(fault) is var (code, words))
                {
                    await lease.EndAsync(begun, ProvisioningStep.Failed, words, cancellationToken);
                    steps.Add(new ReportedStep(step.Name, ProvisioningStep.Failed, words, code));
                    metrics.Made(step.Name, ProvisioningStep.Failed);
                    Log.Failed(logger, run.Workspace.Id, step.Name, code);
                    isComplete = false;
                    break;
                }
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            // This node was thought dead, and another run has the centre.
            return new ProvisioningOutcome.Busy();
        }

        return new ProvisioningOutcome.Ran(
            ProvisioningReport.Of(run.Provision, isDry: false, isComplete, steps));
    }

    private static async Task<ProvisioningReport> ForeseeAsync(
        IReadOnlyList<IProvisioningStep> plan, ProvisioningRun run, string status,
        CancellationToken cancellationToken)
    {
        var steps = new List<ReportedStep>();
        var isComplete = true;
        foreach (var step in plan.Where(step => step.Applies(run)))
        {
            try
            {
                var words = await step.ForeseeAsync(run, cancellationToken);
                steps.Add(new ReportedStep(step.Name, ReportedStep.Planned, words));
            }
            catch (Exception fault) when (Explain(fault) is var (code, words))
            {
                steps.Add(new ReportedStep(step.Name, ProvisioningStep.Failed, words, code));
                isComplete = false;
                break;
            }
        }

        return ProvisioningReport.Of(run.Provision, isDry: true, isComplete, steps) with { Status = status };
    }

    private ProvisioningRun Begin(
        Workspace centre, CentreProvision provision, ProvisioningRequest request, string actor,
        Func<CancellationToken, Task> saveAsync) => new()
        {
            Workspace = centre,
            Provision = provision,
            Options = options,
            Request = request,
            Actor = actor,
            // What is served has been read before.
            Centre = Centre.Parse(centre).Centre!,
            SaveAsync = saveAsync,
            PublicUrl = address.Configured,
        };

    // What goes wrong in normal work, in words; all else is a fault of ours and breaks the run off.
    private static (string Code, string Words)? Explain(Exception fault) => fault switch
    {
        ProvisioningFault known => (known.Code, known.Message),
        TwilioCallException twilio => (twilio.Code, $"{twilio.Message} ({twilio.Code})"),
        ElevenLabsFault there => (there.Code, there.Message),
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning, Message = "Centre {Centre}: the step {Step} could not be done: {Code}")]
        public static partial void Failed(ILogger logger, string centre, string step, string code);
    }
}
