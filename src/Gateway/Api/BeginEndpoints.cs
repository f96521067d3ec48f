using System.Security.Claims;
using System.Text.Json.Serialization;
using Gateway.Operators;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Api;

/// <summary>
/// Conversations that the business begins: <c>POST /api/sessions</c>. What is said first is words of the caller, or a
/// purpose that the agent presents itself with.
/// </summary>
internal static class BeginEndpoints
{
    private const int MaxTextLength = 8_000;
    private const int MaxPurposeLength = 2_000;
    private const int MaxIdLength = 128;
    private const int MaxAuthorLength = 100;

    /// <summary>Maps the endpoint under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapBeginning(this RouteGroupBuilder api)
    {
        api.MapPost("/sessions", BeginAsync)
            .WithSummary("Begins a conversation with a contact, or goes on in the one that is open");
        return api;
    }

    private static async Task<Results<Created<SessionBegun>, Ok<SessionBegun>, ProblemHttpResult>> BeginAsync(
        NewSession asked, ClaimsPrincipal caller, IWorkspaces workspaces, KnownChannels channels, IConsents consents,
        SessionEngine engine, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(asked.Workspace) || !workspaces.TryGet(asked.Workspace, out var workspace))
            return Problem("There is no such workspace.", StatusCodes.Status404NotFound);
        if (Read(asked, workspace, workspaces, channels, out var request) is { } wrong)
            return Problem(wrong, StatusCodes.Status400BadRequest);
        var refusal = await ConsentRefusalAsync(request!, workspace, consents, clock.GetUtcNow(), cancellationToken);
        if (refusal is not null)
            return Problem(refusal, StatusCodes.Status409Conflict);

        var begun = await engine.BeginAsync(request!);
        return begun.Outcome switch
        {
            BeginningOutcome.Begun => TypedResults.Created($"/api/sessions/{begun.Session}", SessionBegun.Of(begun)),
            BeginningOutcome.Duplicate => TypedResults.Ok(SessionBegun.Of(begun)),
            BeginningOutcome.OptedOut => Conflict("optedOut: the contact wants no messages from this line."),
            BeginningOutcome.NeverWrote =>
                Conflict("neverWrote: on this channel only who has written before can be written to."),
            BeginningOutcome.HandedOver =>
                Conflict("handedOver: an operator has this conversation; send text instead of a purpose."),
            _ => Conflict("full: too much waits for this session already."),
        };
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    private static string? Read(
        NewSession asked, Workspace workspace, IWorkspaces workspaces, KnownChannels channels,
        out BeginRequest? request)
    {
        request = null;
        if (!channels.TryFind(asked.Channel, out var traits)
            || traits is not { IsDelivered: true, Begins: not ChannelBegin.Nobody })
        {
            var known = channels.All.Where(one => one is { IsDelivered: true, Begins: not ChannelBegin.Nobody })
                .Select(one => one.Kind);
            return $"channel: expected one on which we can write first: {string.Join(", ", known)}.";
        }

        var ways = workspace.Channels.Where(way => way.Kind == traits.Kind && way.Line is not null).ToList();
        if (ways.Count == 0 && workspace.Channels.Any(way => way.Kind == traits.Kind))
            return $"channel: the workspace's {traits.Kind} is closed; /health/ready says why.";
        var line = asked.Line is null
            ? ways.FirstOrDefault()
            : ways.Find(way => string.Equals(way.Line, asked.Line, StringComparison.OrdinalIgnoreCase));
        if (line is null)
            return asked.Line is null
                ? $"channel: the workspace has no {traits.Kind}."
                : $"line: the workspace has no such {traits.Kind}.";
        if (asked.Address is not { Length: > 0 and <= MaxIdLength }
            || traits.AddressOf(asked.Address) is not { } address)
            return $"address: expected the contact's address on {traits.Kind}.";
        if (workspaces.All.Any(one => one.Channels.Any(way => way.Kind == traits.Kind && way.Line == address)))
            return "address: this is a line of ours, and nobody reads what it is sent.";
        if (asked.Text is null == asked.Purpose is null)
            return "text or purpose: expected one of the two.";
        var text = asked.Text is { Length: <= MaxTextLength } words ? WellFormed.Text(words, MaxTextLength) : "";
        if (asked.Text is not null && WellFormed.IsBlank(text))
            return $"text: expected 1 to {MaxTextLength} characters, some of which can be seen.";
        var purpose = asked.Purpose is { Length: <= MaxPurposeLength } aim
            ? WellFormed.Text(aim, MaxPurposeLength)
            : "";
        if (asked.Purpose is not null && WellFormed.IsBlank(purpose))
            return $"purpose: expected 1 to {MaxPurposeLength} characters, some of which can be seen.";
        if (asked.Author is { Length: > MaxAuthorLength })
            return $"author: expected at most {MaxAuthorLength} characters.";
        if (asked.Class is not (null or "service" or "marketing"))
            return "class: expected service or marketing.";
        if (asked.Locale is not (null or "fr" or "en"))
            return "locale: expected fr or en.";
        if (asked.ClientMessageId is { } own && !WellFormed.IsId(own, MaxIdLength))
            return $"clientMessageId: expected 1 to {MaxIdLength} characters that can be seen.";

        var why = asked.Class == "marketing" ? MessageClass.Marketing : MessageClass.Service;
        request = new BeginRequest
        {
            Workspace = workspace.Id,
            Channel = traits.Kind,
            Address = address,
            Line = line.Line!,
            Locale = asked.Locale ?? workspace.Locale,
            ExternalId = asked.ClientMessageId ?? Guid.NewGuid().ToString("N"),
            Entry = asked.Text is null
                ? null
                : new NewEntry(
                    EntryRole.Operator, text)
                { Author = WellFormed.Line(asked.Author, MaxAuthorLength), Class = why },
            Cause = asked.Purpose is null ? null : new Begin("api", why, purpose),
        };
        return null;
    }

    /// <summary>
    /// Why it may never be sent; null when it may, or will be later: what waits for its hours is held back at delivery,
    /// which asks again.
    /// </summary>
    private static async Task<string?> ConsentRefusalAsync(
        BeginRequest request, Workspace workspace, IConsents consents, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var why = request.Entry?.Class ?? request.Cause!.Class;
        var session = new Session(
            default, request.Workspace, request.Channel, request.Address, Contact: null, request.Locale,
            SessionStatus.Open,
            LastSeq: 0, now, now)
        { Line = request.Line };
        var permission = await consents.MaySendAsync(workspace, session, why, now, cancellationToken);
        return permission is { IsAllowed: false, NotBefore: null }
            ? $"{permission.Reason}: a {(why == MessageClass.Marketing ? "marketing" : "service")} message may not be sent to this contact."
            : null;
    }

    private static ProblemHttpResult Conflict(string detail) => Problem(detail, StatusCodes.Status409Conflict);

    private static ProblemHttpResult Problem(string detail, int status) =>
        TypedResults.Problem(detail, statusCode: status);
}

/// <summary>A conversation to be begun.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Channel">A channel on which we can write first.</param>
/// <param name="Address">The contact's address there, as people write it: a telephone number, a chat's number.</param>
/// <param name="Text">What is said, as it is; 1 to 8,000 characters. This or <paramref name="Purpose"/>.</param>
/// <param name="Purpose">What the agent is to write for, in the contact's language; 1 to 2,000 characters.</param>
/// <param name="Line">Our own end of it; null: the workspace's first on that channel.</param>
/// <param name="Locale">Language of a session that is opened by it, <c>fr</c> or <c>en</c>; null: the
/// workspace's.</param>
/// <param name="Class">Why it may be sent: <c>service</c> (what the contact ordered or booked) or <c>marketing</c>;
/// null: service.</param>
/// <param name="Author">Name to show with the text, or null.</param>
/// <param name="ClientMessageId">The caller's own id: said twice it is one beginning. Null: every call is a new
/// one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewSession(
    string? Workspace, string? Channel, string? Address, string? Text, string? Purpose, string? Line, string? Locale,
    string? Class,
    string? Author, string? ClientMessageId);

/// <summary>A conversation that was begun.</summary>
/// <param name="Id">The session that has it.</param>
/// <param name="Seq">Place of the text in the transcript; null where the agent is yet to word it.</param>
internal sealed record SessionBegun(string Id, long? Seq)
{
    public static SessionBegun Of(BeginResult begun) =>
        new(begun.Session!.Value.Value, begun.Seq == 0 ? null : begun.Seq);
}
