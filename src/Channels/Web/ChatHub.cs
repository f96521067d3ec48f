using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>
/// The visitor's side of the web channel; docs/protocol.md is its contract. Arguments are taken as JSON and read here,
/// so that a wrong one is answered with what was wrong about it.
/// </summary>
internal sealed class ChatHub(
    SessionEngine engine,
    IWorkspaces workspaces,
    IGreetings greetings,
    SessionAuthority authority,
    IdentityVerifier identities,
    WebOrigins origins,
    VisitorGate gate,
    HubBudgets budgets,
    HubSessions sessions,
    TimeProvider clock) : Hub
{
    private const int TailEntries = 50;
    private const int ResumeEntries = 200;
    private const string ConnectionKey = "visitor";

    private VisitorConnection? Visitor =>
        Context.Items.TryGetValue(ConnectionKey, out var visitor) ? (VisitorConnection?)visitor : null;

    public async Task<object> Start(JsonElement argument)
    {
        // Whoever starts anew is no longer who they were, whatever comes of it.
        Leave();
        var request = Parse<StartRequest>(argument);
        var http = Context.GetHttpContext() ?? throw new InvalidOperationException("The hub is served over HTTP.");
        if (!workspaces.TryGetBySiteKey(request.SiteKey, out var workspace))
            throw Refuse(new WebError("unknownSite", "no workspace has that site key"));
        if (!origins.Allows(http, workspace))
            throw Refuse(new WebError("originRefused", "this page is not on the workspace's list of origins"));

        var user = await VerifyAsync(request, workspace);
        var admission = await authority.ResumeAsync(request.Token, workspace, user)
            ?? await OpenSessionAsync(request, workspace, user, http.Connection.RemoteIpAddress);
        var (visitor, snapshot) = await WatchAsync(admission);
        Context.Items[ConnectionKey] = visitor;
        HubLine.Of(Context).Session = admission.Session;
        var settings = Settings(workspace, snapshot.Session.Locale);
        visitor.IsGreeted = snapshot.Entries.Count == 0 && settings.Greeting.Length > 0;
        return new StartAnswer(
            admission.Session.Value,
            authority.NameOf(admission),
            snapshot.Session.Locale,
            snapshot.Session.Status.ToName(),
            [.. snapshot.Entries.Select(WebMapping.ToWire)],
            WebMapping.ToWire(snapshot.Running),
            settings);
    }

    public async Task<object> Send(JsonElement argument)
    {
        var visitor = Started();
        var (message, error) = WebMapping.Check(Parse<SendRequest>(argument));
        if (error is not null)
            throw Refuse(error);
        var sender = Context.GetHttpContext()?.Connection.RemoteIpAddress;
        var (accepted, refused) = await gate.AcceptAsync(
            visitor.Admission, message!, sender, isLimited: true, standsAlone: false, visitor.IsGreeted);
        if (refused is not null)
            throw Refuse(refused);
        visitor.IsGreeted = false;
        return new SendAnswer(accepted.Seq);
    }

    public async Task<object> Resume(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<ResumeRequest>(argument);
        if (request.AfterSeq < 0)
            throw Refuse(WebError.Invalid("afterSeq must be 0 or more"));
        var snapshot = await ReadAsync(visitor, request.AfterSeq, ResumeEntries);
        return new ResumeAnswer(
            [.. snapshot.Entries.Select(WebMapping.ToWire)], WebMapping.ToWire(snapshot.Running),
            snapshot.Session.Status.ToName(), snapshot.HasMore);
    }

    public async Task Typing(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<TypingRequest>(argument);
        // Who was let in when it was last told, within a second, is let in.
        if (visitor.Session.Typing.TryLeave(request.On))
            return;
        await ReadAsync(visitor, afterSeq: null, count: 0);
        visitor.Session.Typing.Say(request.On);
    }

    public async Task Read(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<ReadRequest>(argument);
        if (request.Seq < 1)
            throw Refuse(WebError.Invalid("seq must be 1 or more"));
        if (visitor.Session.HasRead(request.Seq))
            return;
        var (place, hasMoved) = await engine.MarkReadAsync(
            visitor.Admission.Session, GenerationOf(visitor), request.Seq) ?? throw Refuse(WebError.NotStarted);
        visitor.Session.Read(place, hasMoved);
    }

    public async Task Rate(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<RateRequest>(argument);
        if (request.Score is < 1 or > 5)
            throw Refuse(WebError.Invalid("score must be 1 to 5"));
        if (WebMapping.CheckLength(request.Comment, "comment") is { } error)
            throw Refuse(error);
        var comment = WellFormed.Text(request.Comment, WebMapping.MaxTextBytes);
        if (!await engine.RateAsync(visitor.Admission.Session, GenerationOf(visitor), request.Score, comment))
            throw Refuse(WebError.NotStarted);
    }

    public async Task Stop(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<StopRequest>(argument);
        if (!TurnId.TryParse(request.TurnId, out var turn) || turn.Session != visitor.Admission.Session)
            throw Refuse(WebError.Invalid("turnId must be that of a turn of this session"));
        // Whoever is let in no more may not cut others short.
        await ReadAsync(visitor, afterSeq: null, count: 0);
        await engine.InterruptAsync(turn.Session, turn.Number);
    }

    public async Task Close()
    {
        var visitor = Started();
        if (!await engine.ChangeStatusAsync(
            visitor.Admission.Session, SessionStatus.Closed, operatorName: null, GenerationOf(visitor)))
            await ReadAsync(visitor, afterSeq: null, count: 0);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Leave();
        return Task.CompletedTask;
    }

    private static long GenerationOf(VisitorConnection visitor) =>
        visitor.Admission.Generation
        ?? throw new InvalidOperationException("Who speaks for the business does not speak here.");

    private static HubException Refuse(WebError error) => error.ToHubException();

    private static T Parse<T>(JsonElement argument)
        where T : class
    {
        try
        {
            return argument.Deserialize<T>(SessionJson.Options)
                ?? throw Refuse(WebError.Invalid("the argument must be an object"));
        }
        catch (JsonException error)
        {
            throw Refuse(WebError.Invalid($"the argument does not have the right shape at {error.Path ?? "$"}"));
        }
        catch (InvalidOperationException)
        {
            throw Refuse(WebError.Invalid("the argument is not well-formed Unicode"));
        }
    }

    private void Leave()
    {
        if (Visitor is not { } visitor)
            return;
        visitor.Dispose();
        Context.Items.Remove(ConnectionKey);
        HubLine.Of(Context).Session = null;
    }

    /// <summary>Shows the session to the caller, and from now on what happens in it.</summary>
    private async Task<(VisitorConnection Visitor, SessionSnapshot Snapshot)> WatchAsync(Admission admission)
    {
        var session = sessions.TryEnter(admission.Session) ?? throw Refuse(WebError.Limited(
            string.Create(CultureInfo.InvariantCulture, $"{HubSessions.MostConnections} connections show this session"),
            budgets.RefuseWatcher()));
        var client = Clients.Caller as ISingleClientProxy
            ?? throw new InvalidOperationException("A caller is one client.");
        var visitor = new VisitorConnection(Context, client, admission, session, sessions, clock);
        try
        {
            var (snapshot, watching) = await engine.WatchAsync(admission.Session, visitor, TailEntries)
                ?? throw Refuse(new WebError("sessionClosed", "the session is not there any more"));
            visitor.Watching = watching;
            // It may have become a user's between the two looks; Start said again decides anew.
            return SessionAuthority.Covers(admission, snapshot.Session)
                ? (visitor, snapshot)
                : throw Refuse(WebError.NotStarted);
        }
        catch
        {
            visitor.Dispose();
            throw;
        }
    }

    private VisitorConnection Started()
    {
        if (Visitor is { IsOver: true })
            Leave();
        return Visitor ?? throw Refuse(WebError.NotStarted);
    }

    /// <summary>Reads the session as far as the visitor is still let in.</summary>
    private async Task<SessionSnapshot> ReadAsync(VisitorConnection visitor, long? afterSeq, int count)
    {
        var snapshot = await engine.ReadAsync(visitor.Admission.Session, afterSeq, count)
            ?? throw Refuse(new WebError("sessionClosed", "the session is not there any more"));
        return SessionAuthority.Covers(visitor.Admission, snapshot.Session)
            ? snapshot
            : throw Refuse(WebError.NotStarted);
    }

    private async Task<string?> VerifyAsync(StartRequest request, Workspace workspace)
    {
        if (request.Identity.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        var identity = WellFormedJson.TextOf(request.Identity) is { } token
            ? await identities.VerifyAsync(token, workspace)
            : null;
        return identity is null
            ? throw Refuse(
                new WebError(
                "identityRefused", "identity is empty, expired, used before or not signed with a live key"))
            : $"user:{identity.Subject}";
    }

    private async Task<Admission> OpenSessionAsync(
        StartRequest request, Workspace workspace, string? user, IPAddress? address)
    {
        if (await gate.MayOpenAsync(address, isLimited: true) is { } refused)
            throw Refuse(refused);
        return await authority.OpenAsync(workspace, user, WebLocales.Choose(request.Locale, workspace));
    }

    private SiteSettings Settings(Workspace workspace, string locale)
    {
        var greeting = greetings.For(workspace, locale);
        return new SiteSettings(
            workspace.Name, locale, greeting.AgentName, greeting.Text, greeting.QuickReplies, WebMapping.MaxTextBytes);
    }
}
