using System.Globalization;
using Gateway.Brain.Crm;
using Gateway.Brain.Records;
using Gateway.Channels;
using Gateway.Sessions.Workspaces;
using Gateway.Webhooks;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.HubSpot;

/// <summary>
/// HubSpot's webhooks. What is not signed by the workspace's app within five minutes gets an empty 403 and leaves a
/// counter and a log line; what is, is answered once it is taken up, each event once.
/// </summary>
internal sealed partial class HubSpotEndpoints(
    IWorkspaces workspaces, PublicAddress address, WebhookGate gate, CrmUpdates updates, HubSpotMetrics metrics,
    TimeProvider time, ILogger<HubSpotEndpoints> logger)
{
    private const string Provider = "hubspot";

    // A hundred events, as HubSpot sends them, are some 50 KB.
    private const int MaxBytes = 1024 * 1024;
    private const int MostEvents = 1000;

    // The end of the year 9999.
    private const long MostMilliseconds = 253_402_300_799_999;

    /// <summary><c>POST /webhooks/hubspot/{workspace}</c>.</summary>
    public async Task TakeAsync(HttpContext http)
    {
        // Problem details would tell a stranger what we know.
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = await AnswerAsync(http);
    }

    private async Task<int> AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        var sent = (string?)request.Headers[HubSpotVerifier.TimeHeader];
        if (!workspaces.TryGet((string?)request.RouteValues["workspace"], out var workspace)
            || workspace.Crm is not { Secret: { } secret } crm)
            return Refuse(http, "workspace");
        if (!HubSpotVerifier.IsTimely(sent, time.GetUtcNow()))
            return Refuse(http, "time");
        if (await ReadAsync(request) is not { } body)
        {
            gate.Count(Provider, "size");
            return StatusCodes.Status413PayloadTooLarge;
        }

        using var place = await gate.EnterAsync(http.Connection.RemoteIpAddress, Provider, http.RequestAborted);
        if (place is null)
            return StatusCodes.Status503ServiceUnavailable;
        var url = address.Of(request, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (!HubSpotVerifier.IsSigned(secret, url, body, sent!, request.Headers[HubSpotVerifier.Header]))
            return Refuse(http, "signature");
        if (HubSpotEvent.Read(body) is not { Count: <= MostEvents } events)
        {
            gate.Count(Provider, "json");
            return StatusCodes.Status400BadRequest;
        }

        return await TakeAsync(workspace, crm, events, http.RequestAborted);
    }

    private async Task<int> TakeAsync(
        Workspace workspace, CrmSettings crm, IReadOnlyList<HubSpotEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var told in events.OrderBy(told => told.OccurredAt))
            {
                var outcome = await TakeAsync(workspace, crm, told, cancellationToken);
                metrics.Took(outcome);
                if (outcome == nameof(CrmOutcome.Unfit))
                    Log.Unfit(logger, workspace.Id, told.EventId, told.PropertyName);
            }

            await updates.ForgetAsync(cancellationToken);
            return StatusCodes.Status200OK;
        }
        catch (Exception fault) when (RecordsUnavailableException.IsCause(fault))
        {
            // HubSpot sends it again, for three days; what was taken up is known again.
            Log.NotTaken(logger, workspace.Id);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task<string> TakeAsync(
        Workspace workspace, CrmSettings crm, HubSpotEvent told, CancellationToken cancellationToken)
    {
        if (told is not { Kind: { } kind, PropertyName: { } property } || !HubSpotMapping.Knows(kind, property))
            return "ignored";
        var value = told.PropertyValue ?? "";
        var update = new CrmUpdate(
            workspace.Id, kind, told.ObjectId.ToString(CultureInfo.InvariantCulture), property,
            value, DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(told.OccurredAt, 0, MostMilliseconds)),
            told.Key)
        {
            System = DeliveryTargets.HubSpot,
            IsOurs = told.IsOurs,
        };
        var outcome = await updates.ApplyAsync(
            update, prospect => HubSpotMapping.Set(prospect, property, value, crm), cancellationToken);
        return outcome.ToString();
    }

    private int Refuse(HttpContext http, string reason)
    {
        gate.Refuse(http.Connection.RemoteIpAddress, Provider, reason);
        return StatusCodes.Status403Forbidden;
    }

    /// <summary>Null when it is more than is read.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBytes)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return body.Length > MaxBytes ? null : body.ToArray();
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Workspace {Workspace}: HubSpot's event {Event} sets {Property} to what has no place here")]
        public static partial void Unfit(ILogger logger, string workspace, long @event, string? property);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Workspace {Workspace}: a webhook of HubSpot's could not be taken up; HubSpot sends it again")]
        public static partial void NotTaken(ILogger logger, string workspace);
    }
}
