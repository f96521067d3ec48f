using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Gateway.Channels;
using Gateway.Inspection.Provisioning.Agents;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Inspection.AgentCalls;

/// <summary>
/// What comes from ElevenLabs: the tools of the centres' agents, each shown to be theirs by the centre's own secret,
/// and what was said in calls, signed. What does not verify gets an empty 403 and leaves a counter and a log line.
/// </summary>
internal sealed partial class AgentCallEndpoints(
    ElevenLabsOptions options, ProvisionBook book, CentreAccounts seals, IWorkspaces workspaces, ToolAnswers tools,
    CallArchive archive, WebhookGate gate, TimeProvider clock, ILogger<AgentCallEndpoints> logger)
{
    private const string Provider = "elevenlabs";
    private const int MostToolBytes = 32 * 1024;
    private const int MostCallBytes = 8 * 1024 * 1024;

    /// <summary><c>POST /webhooks/elevenlabs/centres/{id}/slots</c>.</summary>
    public Task SlotsAsync(HttpContext http) => AnswerToolAsync(http, tools.SlotsAsync);

    /// <summary><c>POST /webhooks/elevenlabs/centres/{id}/bookings</c>.</summary>
    public Task BookAsync(HttpContext http) => AnswerToolAsync(http, tools.BookAsync);

    /// <summary><c>POST /webhooks/elevenlabs/post-call</c>.</summary>
    public async Task PostCallAsync(HttpContext http)
    {
        KeepQuiet(http);
        http.Response.StatusCode = await TakeCallAsync(http);
    }

    private async Task AnswerToolAsync(
        HttpContext http, Func<Centre, JsonElement, CancellationToken, Task<JsonObject>> answerAsync)
    {
        KeepQuiet(http);
        var id = (string)http.Request.RouteValues["id"]!;
        using var place = await gate.EnterAsync(http.Connection.RemoteIpAddress, Provider, http.RequestAborted);
        try
        {
            if (place is null)
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else if (!await IsTheirsAsync(id, http) || !TryFind(id, out var centre))
                http.Response.StatusCode = Refuse(http, "secret");
            else if (await ReadAsync(http.Request, MostToolBytes) is not { } body)
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            else if (Parse(body) is not { } asked)
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
            else
                await http.Response.WriteAsJsonAsync(
                    await answerAsync(centre, asked, http.RequestAborted), http.RequestAborted);
        }
        catch (Exception fault) when (RecordsUnavailableException.IsCause(fault))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task<int> TakeCallAsync(HttpContext http)
    {
        if (options.WebhookSecret is not { } secret)
            return Refuse(http, "unconfigured");
        using var place = await gate.EnterAsync(http.Connection.RemoteIpAddress, Provider, http.RequestAborted);
        if (place is null)
            return StatusCodes.Status503ServiceUnavailable;
        if (await ReadAsync(http.Request, MostCallBytes) is not { } body)
        {
            gate.Count(Provider, "size");
            return StatusCodes.Status413PayloadTooLarge;
        }

        if (ElevenLabsVerifier.FlawOf(secret, http.Request.Headers[ElevenLabsVerifier.Header], body, clock.GetUtcNow())
            is { } flaw)
            return Refuse(http, flaw);
        if (CallReport.Read(body) is not { } call)
        {
            gate.Count(Provider, "json");
            return StatusCodes.Status400BadRequest;
        }

        try
        {
            await KeepAsync(call, http.RequestAborted);
            return StatusCodes.Status200OK;
        }
        catch (Exception fault) when (RecordsUnavailableException.IsCause(fault))
        {
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    // Their account may have agents that are none of ours, and events that bring no words: theirs is not to tell again.
    private async Task KeepAsync(CallReport call, CancellationToken cancellationToken)
    {
        if (call.Type != CallReport.Transcription || call.AgentId.Length == 0)
            return;
        var owners = await book.ListAsync(one => one.ElevenlabsAgentId == call.AgentId, cancellationToken);
        if (owners is [{ Workspace: var id }] && workspaces.TryGet(id, out var workspace))
            await archive.KeepAsync(workspace, call, cancellationToken);
        else
            Log.Unknown(logger);
    }

    private async Task<bool> IsTheirsAsync(string id, HttpContext http)
    {
        var shown = Encoding.UTF8.GetBytes(http.Request.Headers[AgentWriter.SecretHeader].ToString());
        if (shown.Length == 0 || await book.FindAsync(id, http.RequestAborted) is not { ToolSecretSealed: { } kept })
            return false;
        return seals.Open(kept) is { } secret
            && CryptographicOperations.FixedTimeEquals(shown, Encoding.UTF8.GetBytes(secret));
    }

    private bool TryFind(string id, [NotNullWhen(true)] out Centre? centre)
    {
        centre = workspaces.TryGet(id, out var workspace) && workspace.Solution == Centre.Solution
            ? Centre.Parse(workspace).Centre
            : null;
        return centre is not null;
    }

    private int Refuse(HttpContext http, string reason)
    {
        gate.Refuse(http.Connection.RemoteIpAddress, Provider, reason);
        return StatusCodes.Status403Forbidden;
    }

    // Problem details would tell a stranger what we know.
    private static void KeepQuiet(HttpContext http)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            var json = JsonElement.Parse(body);
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when it is more than is read.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return body.Length > most ? null : body.ToArray();
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "ElevenLabs tells of a call of an agent that is no centre's here; it is not kept")]
        public static partial void Unknown(ILogger logger);
    }
}
