using System.Security.Claims;
using Gateway.Operators;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Api;

/// <summary>Finds a session that a caller asks for by its id.</summary>
internal static class SessionLookup
{
    /// <summary>The session; null for one that is not there and for one the caller may not know of.</summary>
    /// <param name="engine">Where it is.</param>
    /// <param name="id">Its id, or what <c>POST /chat</c> handed out, which begins with the id.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="afterSeq">After which place entries are read; null for the newest.</param>
    /// <param name="count">How many entries, 0 for none.</param>
    public static async Task<SessionSnapshot?> LookUpAsync(
        this SessionEngine engine, string id, ClaimsPrincipal caller, long? afterSeq = null, int count = 0) =>
        SessionId.TryParse(id.Split('.')[0], out var session) &&
        await engine.ReadAsync(session, afterSeq, count) is { } found &&
        caller.MaySee(found.Session.Workspace)
            ? found
            : null;

    /// <summary>There is no such session, or the caller may not know of it.</summary>
    public static ProblemHttpResult Missing() => TypedResults.Problem(
        "There is no such session.", statusCode: StatusCodes.Status404NotFound);
}
