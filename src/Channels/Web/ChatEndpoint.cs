using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Channels.Texts;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>
/// <c>POST /chat</c>: one message in, the answer to that message out, for servers and scripts. A caller with an API key
/// is free of the visitors' limits, because it speaks for many of them.
/// </summary>
internal sealed class ChatEndpoint(
    SessionEngine engine, IWorkspaces workspaces, SessionAuthority authority, WebOrigins origins, VisitorGate gate,
    ICallers callers,
    IOptions<WebOptions> options, TimeProvider clock, ILogger<ChatEndpoint> logger)
{
    public async Task<IResult> PostAsync(HttpContext http, ChatRequest request, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(request.Workspace, out var workspace) || workspace.WebChannel() is null)
            return Problem(
                StatusCodes.Status404NotFound,
                new WebError("unknownWorkspace", "workspace must be the id of one that has a web channel"));
        if (!origins.Allows(http, workspace))
            return Problem(
                StatusCodes.Status403Forbidden,
                new WebError("originRefused", "this page is not on the workspace's list of origins"));
        var (message, error) = WebMapping.Check(new SendRequest
        {
            ClientMessageId = request.ClientMessageId ?? Guid.NewGuid().ToString("n"),
            Text = request.Texte ?? request.Text,
            Payload = request.Payload,
        });
        if (error is not null)
            return Problem(
                error.Code == "tooLong" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest,
                error);

        try
        {
            return await AnswerAsync(http, request, workspace, message!, cancellationToken);
        }
        catch (SessionStoreUnavailableException)
        {
            return Refuse(http, StatusCodes.Status503ServiceUnavailable, WebError.Unavailable);
        }
    }

    private async Task<IResult> AnswerAsync(
        HttpContext http, ChatRequest request, Workspace workspace, SendRequest message,
        CancellationToken cancellationToken)
    {
        var isLimited = !await callers.MayActForAsync(http, workspace.Id);
        var (admission, refusal) = await FindSessionAsync(http, request, workspace, isLimited);
        if (admission is null)
            return refusal!;

        var session = admission.Session;
        var name = authority.NameOf(admission, request.IdSession ?? request.SessionId);
        var watcher = new AnswerWatcher(engine, clock, logger);
        watcher.LetInto(admission.Generation);
        if (await engine.WatchAsync(session, watcher, tail: 1) is not var (snapshot, watching))
            return Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session"));
        http.Response.RegisterForDispose(watching);
        if (!SessionAuthority.Covers(admission, snapshot.Session))
            return Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session"));

        var (accepted, refused) = await gate.AcceptAsync(
            admission, message, http.Connection.RemoteIpAddress, isLimited, standsAlone: true);
        if (accepted.Outcome == AcceptOutcome.Superseded)
            return Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session"));
        if (refused is not null)
            return Refuse(
                http, refused.RetryAfter is null ? StatusCodes.Status409Conflict : StatusCodes.Status429TooManyRequests,
                refused);

        // It may have been answered before, or will not be because a person has the session.
        if (accepted.Outcome == AcceptOutcome.Duplicate || snapshot.Session.Status == SessionStatus.HandedOver)
            watcher.Look();
        var events = watcher.ReadAsync(
            session, accepted.Seq, snapshot.Running, TimeSpan.FromSeconds(options.Value.AnswerSeconds),
            cancellationToken);
        return AcceptsEvents(http)
            ? TypedResults.ServerSentEvents(StreamAsync(events, name, request.IsFrench, cancellationToken))
            : await WaitAsync(events, name, request.IsFrench);
    }

    private async Task<(Admission? Admission, IResult? Refusal)> FindSessionAsync(
        HttpContext http, ChatRequest request, Workspace workspace, bool isLimited)
    {
        if ((request.IdSession ?? request.SessionId) is { } named)
        {
            return await authority.AdmitAsync(named, workspace, hasApiKey: !isLimited) is { } admission
                ? (admission, null)
                : (null,
                    Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session")));
        }

        var name = FirstMessage.NameOf(http, request, hasApiKey: !isLimited);
        var isKnown = name is not null && await engine.IsNamedAsync(workspace.Id, name);
        if (!isKnown && await gate.MayOpenAsync(http.Connection.RemoteIpAddress, isLimited) is { } refused)
        {
            return (null, Refuse(
                http,
                refused.Code == WebError.NoRoom.Code
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status429TooManyRequests, refused));
        }

        var locale = WebLocales.Choose(request.Locale, workspace);
        return (name is null
            ? await authority.OpenAsync(workspace, user: null, locale)
            : await authority.OpenNamedAsync(workspace, locale, name, FirstMessage.Lives), null);
    }

    private static async Task<IResult> WaitAsync(IAsyncEnumerable<LiveEvent> events, string session, bool isFrench)
    {
        List<Entry> entries = [];
        StatusEvent? status = null;
        await foreach (var live in events)
        {
            if (live is EntryEvent { Entry: var entry })
                entries.Add(entry);
            status = live as StatusEvent ?? status;
        }

        if (entries.Count == 0 && status is null)
        {
            return Problem(
                StatusCodes.Status504GatewayTimeout, NoAnswer,
                new KeyValuePair<string, object?>(isFrench ? "id_session" : "sessionId", session));
        }

        // All of what was said, as one answer.
        var text = string.Join(
            "\n\n", entries.Select(entry => EntryText.Of(entry, MarkdownStyle.Plain)).Where(text => text.Length > 0));
        var answer = Answer(session, text, [.. entries.SelectMany(entry => entry.Parts)], isFrench);
        return TypedResults.Json(answer with { Status = StatusOf(status) }, SessionJson.Options);
    }

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        IAsyncEnumerable<LiveEvent> events, string session, bool isFrench,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Event("session", Answer(session, text: null, [], isFrench));
        var isOver = false;
        await foreach (var live in events.WithCancellation(cancellationToken))
        {
            isOver |= live is not DeltaEvent;
            if (live is DeltaEvent { Delta: var delta })
                yield return Event("delta", delta);
            else if (live is EntryEvent { Entry: var entry })
                yield return Event("entry", WebMapping.ToWire(entry));
            else if (live is StatusEvent { Status: var status })
                yield return Event("status", new StatusNotice(status.ToName(), OperatorName: null));
        }

        if (!isOver)
            yield return Event("problem", new { NoAnswer.Code, Detail = NoAnswer.Words });
    }

    private static WebError NoAnswer { get; } = new("noAnswer", "the message is kept and will be answered");

    /// <summary>Why nothing was answered, for whoever must know that it was not the brain's silence.</summary>
    private static string? StatusOf(StatusEvent? status) =>
        status is { Status: SessionStatus.HandedOver or SessionStatus.Closed } ? status.Status.ToName() : null;

    private static ChatAnswer Answer(string session, string? text, IReadOnlyList<Part> parts, bool isFrench) => isFrench
        ? new ChatAnswer { IdSession = session, Texte = text, Parts = parts }
        : new ChatAnswer { SessionId = session, Text = text, Parts = parts };

    private static SseItem<string> Event(string name, object data) =>
        new(JsonSerializer.Serialize(data, data.GetType(), SessionJson.Options), name);

    private static bool AcceptsEvents(HttpContext http) =>
        http.Request.Headers.Accept.Any(
            value => value?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);

    private static ProblemHttpResult Refuse(HttpContext http, int status, WebError error)
    {
        if (error.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problem(status, error);
    }

    private static ProblemHttpResult Problem(
        int status, WebError error, params ReadOnlySpan<KeyValuePair<string, object?>> more) =>
        TypedResults.Problem(error.Words, statusCode: status, extensions: [new("code", error.Code), .. more]);
}
