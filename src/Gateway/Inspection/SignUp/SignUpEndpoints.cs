using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Channels.Web;
using Gateway.Demo.Frame;
using Gateway.Inspection.Centres;
using Gateway.Inspection.Centres.Fields;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.SignUp;

/// <summary>Centres sign up by themselves: on a page, in another site's frame, or by that site's own form.</summary>
internal static class SignUpEndpoints
{
    private const int MaxRequestLetters = 100;

    /// <summary>Maps everything below <c>/signup/centre</c>.</summary>
    public static void MapSignUp(this IEndpointRouteBuilder pages)
    {
        pages.MapMethods("/signup/centre", DemoPages.ReadMethods, Show);
        pages.MapMethods("/signup/centre/{id}", DemoPages.ReadMethods, ShowDone);
        pages.MapPost("/signup/centre", SignUpAsync).RequireCors(SignUpServices.Cors);
        pages.MapPost("/signup/centre/check", CheckAsync).RequireCors(SignUpServices.Cors);
    }

    private static IResult Show(HttpContext context, DemoPages pages, SignUpGate gate) => gate.IsOpen(context)
        ? Render(context, gate, FormOf(context, pages, [], new Dictionary<string, string[]>()))
        : pages.NotFound(context, "/");

    private static IResult ShowDone(
        string id, HttpContext context, DemoPages pages, SignUpGate gate, IWorkspaces workspaces)
    {
        if (!workspaces.TryGet(id, out var workspace) || workspace.Web() is null
            || Centre.Parse(workspace).Centre is not { } centre || workspace.Solution != Centre.Solution)
            return pages.NotFound(context, "/");
        var page = DemoPages.Render<SignUpDone>(context, new()
        {
            ["Page"] = pages.PageFor(context, workspace.Locale),
            ["Workspace"] = workspace,
            ["Centre"] = centre,
            ["Origin"] = CentreEndpoints.OwnOrigin(context),
            ["IsEmbedded"] = IsEmbedded(context),
        });
        LetFrame(context, gate);
        return page;
    }

    private static async Task<IResult> SignUpAsync(
        HttpContext context, DemoPages pages, SignUpGate gate, CentreBook book, IWorkspaces workspaces,
        CancellationToken cancellationToken)
    {
        var (actor, refused) = await gate.AdmitAsync(context, creates: true);
        if (refused is not null)
            return refused;
        var fields = await ReadAsync(context, cancellationToken);
        var words = DemoWords.For(context.Request, "fr");
        var outcome = await book.CreateAsync(NewCentreOf(context, fields, words), actor!, cancellationToken);
        var isPage = context.Request.HasFormContentType
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        switch (outcome)
        {
            case CentreOutcome.Done or CentreOutcome.WasThere:
                var id = (outcome as CentreOutcome.Done)?.Id ?? ((CentreOutcome.WasThere)outcome).Id;
                if (isPage)
                    return new SeeOther($"/signup/centre/{id}{Query(context, words)}");
                return workspaces.TryGet(id, out var workspace)
                    ? Results.Json(
                        Answer(context, workspace, words), statusCode: outcome is CentreOutcome.Done ? 201 : 200)
                    : CentreProblems.Of("The centre was created and is not served yet.", 503);
            case CentreOutcome.Refused wrong when isPage:
                var form = FormOf(
                    context, pages, fields, wrong.Errors.In(text => words[text.French, text.English]));
                return Render(context, gate, form, StatusCodes.Status400BadRequest);
            case CentreOutcome.Refused wrong:
                return CentreProblems.Of(wrong.Errors, words);
            default:
                return CentreProblems.Of((outcome as CentreOutcome.Conflict)?.Reason ?? "", 409);
        }
    }

    private static async Task<IResult> CheckAsync(
        HttpContext context, SignUpGate gate, CentreBook book, CancellationToken cancellationToken)
    {
        var (_, refused) = await gate.AdmitAsync(context, creates: false);
        if (refused is not null)
            return refused;
        var fields = await ReadAsync(context, cancellationToken);
        var words = DemoWords.For(context.Request, "fr");
        var (_, document, errors) = book.Check(NewCentreOf(context, fields, words));
        return Results.Json(new JsonObject
        {
            ["errors"] = JsonSerializer.SerializeToNode(errors.In(text => words[text.French, text.English])),
            ["understood"] = SignUpReading.Of(document, words),
        });
    }

    private static NewCentre NewCentreOf(HttpContext context, JsonObject fields, DemoWords words) => new(
        fields, words.Locale, CentreEndpoints.OwnOrigin(context))
    {
        Request = fields["signup_id"] is JsonValue value && value.TryGetValue(out string? request)
            && request.Length is > 0 and <= MaxRequestLetters ? request : null,
    };

    private static Task<JsonObject> ReadAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Request.HasFormContentType
            ? FieldsBody.ReadFormAsync(context.Request, cancellationToken)
            : FieldsBody.ReadJsonAsync(context.Request, cancellationToken);

    private static JsonObject Answer(HttpContext context, Workspace workspace, DemoWords words)
    {
        var origin = CentreEndpoints.OwnOrigin(context);
        return new JsonObject
        {
            ["id"] = workspace.Id,
            ["center_name"] = workspace.Name,
            ["status"] = CentreMark.Pending.Status,
            ["site_key"] = workspace.Web()?.SiteKey,
            ["snippet"] = SnippetOf(origin, workspace),
            ["preview_url"] = $"{origin}/signup/centre/{workspace.Id}{Query(context, words)}",
        };
    }

    /// <summary>What the centre puts on its own site.</summary>
    public static string SnippetOf(string origin, Workspace workspace) =>
        $"<script type=\"module\" src=\"{origin}/widget/gateway-chat.js\"></script>\n"
        + $"<gateway-chat site-key=\"{workspace.Web()?.SiteKey}\" locale=\"{workspace.Locale}\"></gateway-chat>";

    private static SignUpForm FormOf(
        HttpContext context, DemoPages pages, JsonObject fields, IReadOnlyDictionary<string, string[]> errors) =>
        new(pages.PageFor(context, "fr"), IsEmbedded(context), fields, errors);

    private static RazorComponentResult<SignUpPage> Render(
        HttpContext context, SignUpGate gate, SignUpForm form, int status = StatusCodes.Status200OK)
    {
        var page = DemoPages.Render<SignUpPage>(context, new() { ["Form"] = form });
        page.StatusCode = status;
        LetFrame(context, gate);
        return page;
    }

    private static void LetFrame(HttpContext context, SignUpGate gate)
    {
        if (!IsEmbedded(context))
            return;
        var policy = context.Response.Headers.ContentSecurityPolicy.ToString();
        context.Response.Headers.ContentSecurityPolicy = policy.Replace(
            "frame-ancestors 'self'", $"frame-ancestors {gate.Ancestors}", StringComparison.Ordinal);
    }

    private static string Query(HttpContext context, DemoWords words) =>
        $"?lang={words.Locale}{(IsEmbedded(context) ? "&embed=1" : "")}";

    private static bool IsEmbedded(HttpContext context) => context.Request.Query["embed"] == "1";
}

/// <summary>Leads from what was sent to what came of it: to read it again sends nothing again.</summary>
internal sealed class SeeOther(string address) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
