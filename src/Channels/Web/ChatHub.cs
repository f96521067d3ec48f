using System.Net;
using System.Text.Json;
using Gateway.Sessions;
using Gateway.Sessions.Live;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Web;

/// <summary>
/// The visitor's side of the web channel; docs/protocol.md is its contract. Arguments are taken as JSON and read here, so that a
/// wrong one is answered with what was wrong about it.
/// </summary>
internal sealed class ChatHub(
    SessionEngine engine,
    IWorkspaces workspaces,
    IGreetings greetings,
    VisitorTokens tokens,
    IdentityVerifier identities,
    VisitorGate gate,
    IOptions<WebOptions> options) : Hub
{
    private const int TailEntries = 50;
    private const int ResumeEntries = 200;
    private const string ConnectionKey = "visitor";

    private VisitorConnection? Visitor => Context.Items.TryGetValue(ConnectionKey, out var visitor) ? (VisitorConnection?)visitor : null;

    public async Task<object> Start(JsonElement argument)
    {
        var request = Parse<StartRequest>(argument);
        var http = Context.GetHttpContext() ?? throw new InvalidOperationException("The hub is served over HTTP.");
        if (!workspaces.TryGetBySiteKey(request.SiteKey, out var workspace))
            throw Refuse(new WebError("unknownSite", "no workspace has that site key"));
        if (!WebOrigins.Allows(http, workspace))
            throw Refuse(new WebError("originRefused", "this page is not on the workspace's list of origins"));

        var user = await VerifyAsync(request, workspace);
        var session = await FindSessionAsync(request, workspace, user) ?? await OpenSessionAsync(request, workspace, user, http.Connection.RemoteIpAddress);
        if (session.Upgraded && user is not null)
        {
            await engine.IdentifyAsync(session.Id, user);
            await engine.PointAsync(workspace.Id, ChannelKind.Web, user, session.Id);
        }

        var visitor = new VisitorConnection(Context, Clients.Caller is ISingleClientProxy single ? single : throw new InvalidOperationException("A caller is one client."), session.Id, workspace.Id);
        var (snapshot, watching) = await engine.WatchAsync(session.Id, visitor, TailEntries)
            ?? throw Refuse(new WebError("sessionClosed", "the session is not there any more"));
        visitor.Watching = watching;
        Visitor?.Dispose();
        Context.Items[ConnectionKey] = visitor;

        return new StartAnswer(
            session.Id.Value,
            tokens.Issue(new VisitorToken(workspace.Id, session.Id, session.User)),
            snapshot.Session.Locale,
            snapshot.Session.Status.ToName(),
            [.. snapshot.Entries.Select(WebMapping.ToWire)],
            WebMapping.ToWire(snapshot.Running),
            Settings(workspace, snapshot.Session.Locale));
    }

    public async Task<object> Send(JsonElement argument)
    {
        var visitor = Started();
        var (message, error) = WebMapping.Check(Parse<SendRequest>(argument));
        if (error is not null)
            throw Refuse(error);
        var accepted = await gate.AcceptAsync(visitor.Workspace, visitor.Session, message!, isLimited: true);
        if (WebError.Of(accepted, options.Value.MessagesPerMinute) is { } refused)
            throw Refuse(refused);
        return new SendAnswer(accepted.Seq);
    }

    public async Task<object> Resume(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<ResumeRequest>(argument);
        if (request.AfterSeq < 0)
            throw Refuse(WebError.Invalid("afterSeq must be 0 or more"));
        var snapshot = await engine.ReadAsync(visitor.Session, request.AfterSeq, ResumeEntries)
            ?? throw Refuse(new WebError("sessionClosed", "the session is not there any more"));
        return new ResumeAnswer(
            [.. snapshot.Entries.Select(WebMapping.ToWire)], WebMapping.ToWire(snapshot.Running), snapshot.Session.Status.ToName(), snapshot.HasMore);
    }

    public Task Typing(JsonElement argument)
    {
        engine.Show(Started().Session, new TypingEvent(EntryRole.Contact, Parse<TypingRequest>(argument).On));
        return Task.CompletedTask;
    }

    public async Task Read(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<ReadRequest>(argument);
        if (request.Seq < 1)
            throw Refuse(WebError.Invalid("seq must be 1 or more"));
        await engine.MarkReadAsync(visitor.Session, request.Seq);
    }

    public async Task Rate(JsonElement argument)
    {
        var visitor = Started();
        var request = Parse<RateRequest>(argument);
        if (request.Score is < 1 or > 5)
            throw Refuse(WebError.Invalid("score must be 1 to 5"));
        if (WebMapping.CheckLength(request.Comment, "comment") is { } error)
            throw Refuse(error);
        await engine.RateAsync(visitor.Session, request.Score, WellFormed.Text(request.Comment, WebMapping.MaxTextBytes));
    }

    public Task Close() => engine.ChangeStatusAsync(Started().Session, SessionStatus.Closed);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Visitor?.Dispose();
        return Task.CompletedTask;
    }

    private static HubException Refuse(WebError error) => error.ToHubException();

    private static T Parse<T>(JsonElement argument)
        where T : class
    {
        try
        {
            return argument.Deserialize<T>(SessionJson.Options) ?? throw Refuse(WebError.Invalid("the argument must be an object"));
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

    private VisitorConnection Started() => Visitor ?? throw Refuse(new WebError("notStarted", "call Start first"));

    private async Task<string?> VerifyAsync(StartRequest request, Workspace workspace)
    {
        if (request.Identity.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        var identity = WellFormedJson.TextOf(request.Identity) is { } token ? await identities.VerifyAsync(token, workspace) : null;
        return identity is null
            ? throw Refuse(new WebError("identityRefused", "identity is empty, expired, used before or not signed with a live key"))
            : $"user:{identity.Subject}";
    }

    /// <summary>
    /// The session to go on with. A signed-in user gets their own: a visitor's session becomes theirs, another user's never does.
    /// </summary>
    private async Task<Visit?> FindSessionAsync(StartRequest request, Workspace workspace, string? user)
    {
        if (tokens.Read(request.Token, workspace.Id) is { } token && (user is null || token.User is null || token.User == user) &&
            await IsOpenAsync(token.Session))
        {
            return new Visit(token.Session, user ?? token.User, Upgraded: user is not null && token.User is null);
        }

        return user is not null && await engine.FindAsync(workspace.Id, ChannelKind.Web, user) is { } known && await IsOpenAsync(known)
            ? new Visit(known, user, Upgraded: false)
            : null;
    }

    private async Task<bool> IsOpenAsync(SessionId id) =>
        await engine.ReadAsync(id, afterSeq: null, count: 0) is { Session.Status: not SessionStatus.Closed };

    private async Task<Visit> OpenSessionAsync(StartRequest request, Workspace workspace, string? user, IPAddress? address)
    {
        if (await gate.CountNewSessionAsync(address) is { } wait)
            throw Refuse(WebError.Limited($"{options.Value.SessionsPerMinute} new sessions a minute", wait));
        var id = await engine.OpenAsync(
            workspace.Id, ChannelKind.Web, user ?? VisitorGate.NewAddress(), user, WebLocales.Choose(request.Locale, workspace));
        return new Visit(id, user, Upgraded: false);
    }

    private SiteSettings Settings(Workspace workspace, string locale)
    {
        var greeting = greetings.For(workspace, locale);
        return new SiteSettings(workspace.Name, locale, greeting.AgentName, greeting.Text, greeting.QuickReplies, WebMapping.MaxTextBytes);
    }

    private sealed record Visit(SessionId Id, string? User, bool Upgraded);
}
