using Gateway.Channels;
using Gateway.Inspection.Centres;
using Gateway.Operators;
using Gateway.Sessions.Engine;
using Gateway.Simulator.Stage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gateway.Inspection.SignUp;

/// <summary>
/// Who may sign a centre up, and how often. A centre is a workspace with an agent that answers at this installation's
/// expense: who holds an API key for all workspaces may always create one, a stranger only where that is switched on.
/// </summary>
internal sealed class SignUpGate(
    IOptions<SignUpOptions> options, IHostEnvironment environment, Simulation simulation, Limits limits)
{
    /// <summary>Whether the form is there for whoever asks.</summary>
    public bool IsOpen(HttpContext context) => options.Value.OpenSignup
        ?? (environment.IsDevelopment() || (simulation.IsWhole && LocalOnly.SeemsLocal(context)));

    /// <summary>Whether a page of that origin may frame the form and send to it.</summary>
    public bool Lists(string origin) =>
        options.Value.SignupOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>The pages that may frame the form, as a content security policy has them.</summary>
    public string Ancestors => string.Join(' ', ["'self'", .. options.Value.SignupOrigins]);

    /// <summary>Who asks, and whether they may: the key's holder, or a stranger.</summary>
    /// <param name="context">The request.</param>
    /// <param name="creates">Whether a centre is to be created, or fields are checked.</param>
    /// <returns>Who it is, or why not.</returns>
    public async Task<(string? Actor, ProblemHttpResult? Refused)> AdmitAsync(HttpContext context, bool creates)
    {
        var caller = await context.AuthenticateAsync(ApiKeyHandler.Name);
        if (caller.Succeeded && caller.Principal.OnlyWorkspace() is null)
            return ($"key:{caller.Principal.KeyId()}", null);
        if (caller.Failure is not null)
            return (null, CentreProblems.Of("The key is not known or has been withdrawn.", 401));
        if (!IsOpen(context))
        {
            return (null, CentreProblems.Of(
                "Sign-up is not open here: an API key for all workspaces is needed, or Centres:OpenSignup.", 403));
        }

        // A page that is not on the list must not create centres in its visitors' names.
        if (context.Request.Headers.Origin.OfType<string>().Any(origin => !IsOwn(context, origin) && !Lists(origin)))
        {
            return (null, CentreProblems.Of(
                "This page is not on the list of origins that may sign centres up (Centres:SignupOrigins).", 403));
        }

        return ("signup", await CountAsync(context, creates));
    }

    private async Task<ProblemHttpResult?> CountAsync(HttpContext context, bool creates)
    {
        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        var used = creates
            ? await limits.CountAsync("centreSignups", network, options.Value.PerAddress)
                ?? await limits.CountAsync("centreSignups", "all", options.Value.Together)
            : await limits.CountAsync("centreChecks", network, options.Value.Checks);
        if (used is not { } exhausted)
            return null;
        context.Response.Headers.RetryAfter =
            Math.Ceiling(exhausted.Wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return CentreProblems.Of("Too many sign-ups came from this address: try again later.", 429);
    }

    private static bool IsOwn(HttpContext context, string origin) =>
        string.Equals(origin, CentreEndpoints.OwnOrigin(context), StringComparison.OrdinalIgnoreCase)
        || string.Equals(
            origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase);
}
