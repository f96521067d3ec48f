using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Web;

/// <summary>A session that its bearer may read and write.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Session">Which one.</param>
/// <param name="Generation">
/// The generation the bearer was let into: every later step is taken only while the session is in it. Null for whoever
/// speaks for the business.
/// </param>
/// <param name="Owner">The user it belongs to, who has just proved to be that; null for a visitor's.</param>
internal sealed record Admission(string Workspace, SessionId Session, long? Generation, string? Owner);

/// <summary>
/// Who may do what with a web session; docs/decisions/authority.md is the model. An id opens nothing. A token is
/// compared with what stands with the session, which alone knows whose it is by now.
/// </summary>
internal sealed class SessionAuthority(SessionEngine engine, VisitorTokens tokens)
{
    /// <summary>
    /// The session that a visitor goes on with. A user gets their own, which is the visitor's one when it has words
    /// that are newer; another user's never.
    /// </summary>
    /// <param name="token">What the browser kept, or null.</param>
    /// <param name="workspace">The business.</param>
    /// <param name="user">The user whose identity was verified just now; null for a visitor, for whom no user's session
    /// is there.</param>
    /// <returns>Null when a new session is to be opened.</returns>
    public async Task<Admission?> ResumeAsync(string? token, Workspace workspace, string? user)
    {
        var held = await FindHeldAsync(token, workspace);
        if (held is not null && held.Owner == user)
            return Admit(held);
        if (user is null)
            return null;

        var own = await FindOwnAsync(workspace, user);
        if (held is { Owner: null } && (own is null || (held.LastSeq > 0 && held.UpdatedAt > own.UpdatedAt)))
            own = await TakeOverAsync(held, user) ?? own;
        return Admit(own);
    }

    /// <summary>The session that a caller of <c>POST /chat</c> names.</summary>
    /// <param name="named">A token; with an API key also the plain id.</param>
    /// <param name="workspace">The business.</param>
    /// <param name="hasApiKey">Whether the request bears an API key that is good for the workspace.</param>
    /// <returns>Null when there is none that this caller may write into. It may be closed.</returns>
    public async Task<Admission?> AdmitAsync(string named, Workspace workspace, bool hasApiKey)
    {
        if (SessionId.TryParse(named, out var id))
            return hasApiKey && await ReadAsync(id, workspace) is not null
                ? new Admission(workspace.Id, id, Generation: null, Owner: null)
                : null;
        return tokens.Read(named, workspace.Id) is { } token &&
            await ReadAsync(token.Session, workspace) is { Owner: null } session &&
            session.Generation == token.Generation
            ? Admit(session)
            : null;
    }

    /// <summary>Opens a session for someone who has none to go on with.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="user">The user whose identity was verified just now; null for a visitor.</param>
    /// <param name="locale">Language it starts in.</param>
    public async Task<Admission> OpenAsync(Workspace workspace, string? user, string locale)
    {
        var id = await engine.OpenAsync(workspace.Id, ChannelKind.Web, user ?? VisitorGate.NewAddress(), user, locale);
        return new Admission(workspace.Id, id, Session.FirstGeneration, user);
    }

    /// <summary>
    /// Opens a visitor's session, once for all who ask under one name; the name is as good as a token while it lives.
    /// </summary>
    /// <param name="workspace">The business.</param>
    /// <param name="locale">Language it starts in.</param>
    /// <param name="name">Who opens it and with what.</param>
    /// <param name="lives">How long the name is good.</param>
    public async Task<Admission> OpenNamedAsync(Workspace workspace, string locale, string name, TimeSpan lives)
    {
        var id = await engine.OpenNamedAsync(
            workspace.Id, ChannelKind.Web, VisitorGate.NewAddress(), locale, name, lives);
        return new Admission(workspace.Id, id, Session.FirstGeneration, Owner: null);
    }

    /// <summary>What the bearer is to name the session by from now on.</summary>
    /// <param name="admission">What they were let into.</param>
    /// <param name="named">What they named it by, to be given back as long as it is good; null for a new token in any
    /// case.</param>
    public string NameOf(Admission admission, string? named = null)
    {
        if (admission.Generation is not { } generation)
            return admission.Session.Value;
        var token = new VisitorToken(admission.Workspace, admission.Session, generation);
        return named is null ? tokens.Issue(token) : tokens.Renew(named, token);
    }

    /// <summary>Whether what was read belongs to whoever was let in, and may be shown.</summary>
    public static bool Covers(Admission admission, Session session) =>
        admission.Generation is not { } generation || session.Generation == generation;

    private static Admission? Admit(Session? session) =>
        session is null ? null : new Admission(session.Workspace, session.Id, session.Generation, session.Owner);

    private async Task<Session?> FindHeldAsync(string? token, Workspace workspace) =>
        tokens.Read(token, workspace.Id) is { } held &&
        await ReadAsync(held.Session, workspace) is { Status: not SessionStatus.Closed } session &&
        session.Generation == held.Generation
            ? session
            : null;

    private async Task<Session?> FindOwnAsync(Workspace workspace, string user)
    {
        if (await engine.FindAsync(workspace.Id, ChannelKind.Web, user) is not { } id ||
            await ReadAsync(id, workspace) is not { Status: not SessionStatus.Closed } session)
        {
            return null;
        }

        // A user's address leads to a session that does not say so yet when the process ended between the two steps
        // below, or an earlier version opened it.
        return session.Owner == user ? session : session.Owner is null ? await IdentifyAsync(session, user) : null;
    }

    private async Task<Session?> TakeOverAsync(Session held, string user)
    {
        // The address first: if the process ends here, the user still finds the words at the next sign-in.
        await engine.PointAsync(held.Workspace, ChannelKind.Web, user, held.Id);
        return await IdentifyAsync(held, user);
    }

    private async Task<Session?> IdentifyAsync(Session session, string user) =>
        await engine.IdentifyAsync(session.Id, user, session.Generation) is { } generation
            ? session with { Owner = user, Generation = generation }
            : null;

    private async Task<Session?> ReadAsync(SessionId id, Workspace workspace) =>
        await engine.ReadAsync(id, afterSeq: null, count: 0) is { Session: var session } &&
        session.Workspace == workspace.Id && session.Channel == ChannelKind.Web
            ? session
            : null;
}
