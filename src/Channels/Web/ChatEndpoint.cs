using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Channels.Texts;
using Gateway.Sessions;
using Gateway.Sessions.Live;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>
/// <c>POST /chat</c>: one message in, one answer out, for servers and scripts. A caller with an API key is free of the visitors' limits,
/// because it speaks for many of them.
/// </summary>
internal sealed class ChatEndpoint(
    SessionEngine engine, IWorkspaces workspaces, SessionAuthority authority, WebOrigins origins, VisitorGate gate, ICallers callers,
    IOptions<WebOptions> options, TimeProvider clock)
{
    public async Task<IResult> PostAsync(HttpContext http, ChatRequest request, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(request.Workspace, out var workspace) || workspace.Web is null)
            return Problem(StatusCodes.Status404NotFound, new WebError("unknownWorkspace", "workspace must be the id of one that has a web channel"));
        if (!origins.Allows(http, workspace))
            return Problem(StatusCodes.Status403Forbidden, new WebError("originRefused", "this page is not on the workspace's list of origins"));
        var (message, error) = WebMapping.Check(new SendRequest
        {
            ClientMessageId = request.ClientMessageId ?? Guid.NewGuid().ToString("n"),
            Text = request.Texte ?? request.Text,
            Payload = request.Payload,
        });
        if (error is not null)
            return Problem(error.Code == "tooLong" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, error);

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
        HttpContext http, ChatRequest request, Workspace workspace, SendRequest message, CancellationToken cancellationToken)
    {
        var isLimited = !await callers.MayActForAsync(http, workspace.Id);
        var (admission, refusal) = await FindSessionAsync(http, request, workspace, isLimited);
        if (admission is null)
            return refusal!;

        var session = admission.Session;
        var name = authority.NameOf(admission, request.IdSession ?? request.SessionId);
        var watcher = new AnswerWatcher();
        watcher.LetInto(admission.Generation);
        if (await engine.WatchAsync(session, watcher, tail: 1) is not var (snapshot, watching))
            return Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session"));
        http.Response.RegisterForDispose(watching);
        if (!SessionAuthority.Covers(admission, snapshot.Session))
            return Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session"));
        watcher.Ignore(snapshot.Running?.TurnId);

        var accepted = await gate.AcceptAsync(admission, message, isLimited);
        if (accepted.Outcome == AcceptOutcome.Superseded)
            return Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session"));
        if (WebError.Of(accepted, options.Value.MessagesPerMinute) is { } refused)
            return Refuse(http, refused.RetryAfter is null ? StatusCodes.Status409Conflict : StatusCodes.Status429TooManyRequests, refused);

        if (accepted.Outcome == AcceptOutcome.Duplicate && await FindAnswerAsync(session, accepted.Seq) is { } earlier)
            watcher.OnEvent(new EntryEvent(earlier));
        else if (snapshot.Session.Status == SessionStatus.HandedOver)
            watcher.End();

        var events = watcher.ReadAsync(clock, TimeSpan.FromSeconds(options.Value.AnswerSeconds), cancellationToken);
        return AcceptsEvents(http)
            ? TypedResults.ServerSentEvents(StreamAsync(events, name, request.IsFrench, cancellationToken))
            : await WaitAsync(events, name, request.IsFrench);
    }

    private async Task<(Admission? Admission, IResult? Refusal)> FindSessionAsync(HttpContext http, ChatRequest request, Workspace workspace, bool isLimited)
    {
        if ((request.IdSession ?? request.SessionId) is { } named)
        {
            return await authority.AdmitAsync(named, workspace, hasApiKey: !isLimited) is { } admission
                ? (admission, null)
                : (null, Problem(StatusCodes.Status404NotFound, new WebError("unknownSession", "there is no such session")));
        }

        if (isLimited && await gate.CountNewSessionAsync(http.Connection.RemoteIpAddress) is { } wait)
        {
            return (null, Refuse(http, StatusCodes.Status429TooManyRequests,
                WebError.Limited($"{options.Value.SessionsPerMinute} new sessions a minute", wait)));
        }

        return (await authority.OpenAsync(workspace, user: null, WebLocales.Choose(request.Locale, workspace)), null);
    }

    /// <summary>The answer a message that came before has had already.</summary>
    private async Task<Entry?> FindAnswerAsync(SessionId session, long seq) =>
        (await engine.ReadAsync(session, seq, 20))?.Entries.FirstOrDefault(entry => entry.Role == EntryRole.Agent);

    private static async Task<IResult> WaitAsync(IAsyncEnumerable<LiveEvent> events, string session, bool isFrench)
    {
        var isOver = false;
        await foreach (var live in events)
        {
            if (live is EntryEvent { Entry: var entry })
                return TypedResults.Json(Answer(session, EntryText.Of(entry, MarkdownStyle.Plain), entry.Parts, isFrench), SessionJson.Options);
            isOver |= live is StatusEvent;
        }

        return isOver
            ? TypedResults.Json(Answer(session, "", [], isFrench), SessionJson.Options)
            : Problem(
                StatusCodes.Status504GatewayTimeout, new WebError("noAnswer", "the message is kept and will be answered"),
                new KeyValuePair<string, object?>(isFrench ? "id_session" : "sessionId", session));
    }

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        IAsyncEnumerable<LiveEvent> events, string session, bool isFrench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Event("session", Answer(session, text: null, [], isFrench));
        await foreach (var live in events.WithCancellation(cancellationToken))
        {
            if (live is DeltaEvent { Delta: var delta })
                yield return Event("delta", delta);
            else if (live is EntryEvent { Entry: var entry })
                yield return Event("entry", WebMapping.ToWire(entry));
        }
    }

    private static ChatAnswer Answer(string session, string? text, IReadOnlyList<Part> parts, bool isFrench) => isFrench
        ? new ChatAnswer { IdSession = session, Texte = text, Parts = parts }
        : new ChatAnswer { SessionId = session, Text = text, Parts = parts };

    private static SseItem<string> Event(string name, object data) => new(JsonSerializer.Serialize(data, data.GetType(), SessionJson.Options), name);

    private static bool AcceptsEvents(HttpContext http) =>
        http.Request.Headers.Accept.Any(value => value?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);

    private static ProblemHttpResult Refuse(HttpContext http, int status, WebError error)
    {
        if (error.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problem(status, error);
    }

    private static ProblemHttpResult Problem(int status, WebError error, params ReadOnlySpan<KeyValuePair<string, object?>> more) =>
        TypedResults.Problem(error.Words, statusCode: status, extensions: [new("code", error.Code), .. more]);
}
