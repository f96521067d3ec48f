using System.Security.Claims;
using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Operators;
using Gateway.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Provisioning;

/// <summary>Puts centres on the air and takes them off, over HTTP.</summary>
internal static class ProvisioningEndpoints
{
    private const int MostSteps = 100;

    /// <summary>Maps the endpoints under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapProvisioning(this RouteGroupBuilder api)
    {
        api.MapPost("/centers/{id}/activate", (
                string id, ProvisioningRequest? request, ClaimsPrincipal caller, CentreProvisioner provisioner,
                IHostApplicationLifetime lifetime) =>
            RunAsync(ProvisioningVerb.Activate, id, request, caller, provisioner, lifetime))
            .WithSummary("Gives a centre its number and puts it on the air; goes on where an earlier attempt stopped");
        api.MapPost("/centers/{id}/deactivate", (
                string id, ProvisioningRequest? request, ClaimsPrincipal caller, CentreProvisioner provisioner,
                IHostApplicationLifetime lifetime) =>
            RunAsync(ProvisioningVerb.Deactivate, id, request, caller, provisioner, lifetime))
            .WithSummary("Takes a centre off the air; its number is kept unless it is to be released");
        api.MapGet("/centers/{id}/provisioning", ShowAsync)
            .WithSummary("What is the centre's at the providers, and what was done for it");
        api.MapGet("/centers/{id}/drift", DriftAsync)
            .WithSummary("How the centre's agent at ElevenLabs differs from what would be sent");
        return api;
    }

    private static async Task<Results<Ok<ProvisioningReport>, ProblemHttpResult>> RunAsync(
        ProvisioningVerb verb, string id, ProvisioningRequest? request, ClaimsPrincipal caller,
        CentreProvisioner provisioner, IHostApplicationLifetime lifetime)
    {
        request ??= new ProvisioningRequest();
        if (!caller.MaySee(id))
            return Missing();
        if (request.Number is { } number && !E164.IsPossible(number))
            return Problem("number: expected a number in E.164 form such as +33100000001.", 400);
        // Who goes away in the middle of a purchase does not take it back.
        var outcome = await provisioner.RunAsync(
            verb, id, request, $"key:{caller.KeyId()}", lifetime.ApplicationStopping);
        return outcome switch
        {
            ProvisioningOutcome.Ran { Report: { Complete: true } report } => TypedResults.Ok(report),
            ProvisioningOutcome.Ran { Report: var report } => Failed(report),
            ProvisioningOutcome.Busy => Problem(
                "Something is being done for this centre, or was broken off less than a minute ago: ask again then.",
                StatusCodes.Status409Conflict),
            _ => Missing(),
        };
    }

    private static async Task<Results<Ok<ProvisioningView>, ProblemHttpResult>> ShowAsync(
        string id, ClaimsPrincipal caller, CentreProvisioner provisioner, ProvisionBook book,
        CancellationToken cancellationToken)
    {
        if (!caller.MaySee(id) || provisioner.FindCentre(id) is null)
            return Missing();
        var provision = await book.FindAsync(id, cancellationToken);
        var steps = await book.StepsAsync(id, MostSteps, cancellationToken);
        return TypedResults.Ok(new ProvisioningView(
            id, provision?.Status ?? CentreProvision.Pending, provision?.TwilioNumber, provision?.ElevenlabsAgentId,
            provision?.TwilioAccountSid, provision?.MonthlyPrice, provision?.PriceCurrency,
            [.. steps.Select(step => new ProvisioningStepView(
                step.Verb, step.Name, step.State, step.Detail, step.Actor, step.StartedAt, step.EndedAt))]));
    }

    private static async Task<Results<Ok<DriftReport>, ProblemHttpResult>> DriftAsync(
        string id, ClaimsPrincipal caller, CentreProvisioner provisioner, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(id))
            return Missing();
        try
        {
            return await provisioner.DriftAsync(id, cancellationToken) is { } drift
                ? TypedResults.Ok(drift)
                : Missing();
        }
        catch (Exception fault) when (fault is ElevenLabsFault or ProvisioningFault)
        {
            return Problem(fault.Message, StatusCodes.Status502BadGateway);
        }
    }

    private static ProblemHttpResult Failed(ProvisioningReport report)
    {
        var last = report.Steps[^1];
        var done = report.Steps.SkipLast(1).Select(step => step.Name).ToList();
        var before = done.Count == 0
            ? ""
            : $" Done before it: {string.Join(", ", done)}; the next attempt goes on from there.";
        return TypedResults.Problem(
            $"{last.Name}: {last.Detail}{before}", statusCode: StatusCodes.Status502BadGateway,
            extensions: new Dictionary<string, object?> { ["code"] = last.Code, ["report"] = report });
    }

    private static ProblemHttpResult Missing() =>
        Problem("There is no such centre.", StatusCodes.Status404NotFound);

    private static ProblemHttpResult Problem(string detail, int status) =>
        TypedResults.Problem(detail, statusCode: status);
}

/// <summary>What is a centre's at the providers.</summary>
internal sealed record ProvisioningView(
    [property: JsonPropertyName("center_id")] string CenterId,
    string Status,
    [property: JsonPropertyName("twilio_number")] string? TwilioNumber,
    [property: JsonPropertyName("elevenlabs_agent_id")] string? ElevenlabsAgentId,
    string? TwilioAccountSid,
    decimal? Monthly,
    string? Currency,
    IReadOnlyList<ProvisioningStepView> Steps);

/// <summary>An attempt at a step, the newest first.</summary>
internal sealed record ProvisioningStepView(
    string Verb, string Name, string State, string? Detail, string Actor, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt);
