using System.Text;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Channels.Web;
using Gateway.Inspection.Centres.Fields;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;

namespace Gateway.Inspection.Centres;

/// <summary>Creates centres as workspaces of the table, and changes them.</summary>
internal sealed class CentreBook(WorkspaceStore store, WorkspaceReader reader, IWorkspaces workspaces)
{
    private const int MostAttempts = 50;
    private const int MostOrigins = 20;

    /// <summary>What is wrong with fields that a centre would be created of.</summary>
    /// <returns>The centre as it would be, as far as it can be read, and what is wrong.</returns>
    public (Workspace? Workspace, JsonObject Document, FieldErrors Errors) Check(NewCentre centre)
    {
        var (document, errors) = DocumentOf(centre, siteKey: "check");
        return (Read(document, "check", errors), document, errors);
    }

    /// <summary>Creates a centre, with an id made of its name, and serves it.</summary>
    /// <param name="centre">What it is.</param>
    /// <param name="actor">Who does it, as in <see cref="Brain.Records.AuditEvent.Actor"/>.</param>
    /// <param name="cancellationToken">Gives up; it may or may not have been done.</param>
    public async Task<CentreOutcome> CreateAsync(
        NewCentre centre, string actor, CancellationToken cancellationToken)
    {
        var slug = CentreName.SlugOf(FieldValues.TextOf(centre.Fields["center_name"]) ?? "");
        var siteKey = CentreName.SiteKeyOf(slug, centre.Request);
        if (Find(siteKey) is { } before)
            return new CentreOutcome.WasThere(before.Id);
        var (document, errors) = DocumentOf(centre, siteKey);
        if (Read(document, slug, errors) is null)
            return new CentreOutcome.Refused(errors);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            document["id"] = CentreName.IdOf(slug, attempt);
            switch (await store.CreateAsync(Bytes(document), actor, cancellationToken))
            {
                case WorkspaceChange.Done done:
                    return new CentreOutcome.Done(done.Id);
                case WorkspaceChange.Refused refused when Find(siteKey) is { } twin
                    && refused.Errors.All(error => error.Path.StartsWith("$.channels", StringComparison.Ordinal)):
                    // The same request came by two ways at once.
                    return new CentreOutcome.WasThere(twin.Id);
                case WorkspaceChange.Refused refused:
                    errors.Add(refused.Errors);
                    return new CentreOutcome.Refused(errors);
            }
        }

        return new CentreOutcome.Conflict("Too many centres have that name: choose one that tells them apart.");
    }

    /// <summary>Changes the fields that are there.</summary>
    /// <param name="id">Id of the centre.</param>
    /// <param name="fields">The fields; <c>version</c>, where it is there, is the one that the caller saw.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Gives up; it may or may not have been done.</param>
    public async Task<CentreOutcome> ChangeAsync(
        string id, JsonObject fields, string actor, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(id, out var served) || served.Solution != Centre.Solution)
            return new CentreOutcome.Unknown();
        var errors = new FieldErrors();
        var version = fields["version"] is { } said
            ? new FieldValues(fields, errors).Integer("version", said, 1, int.MaxValue)
            : null;
        if (await store.FindAsync(id, cancellationToken) is not { } row)
            return new CentreOutcome.Conflict(
                "This centre is described in a file or another database: change it there.");
        var document = (JsonObject)JsonNode.Parse(row.Document)!;
        CentreForm.Change(fields, document, errors);
        SetOrigins(document, fields, errors);
        if (Read(document, id, errors) is null)
            return new CentreOutcome.Refused(errors);
        return await store.ReplaceAsync(id, Bytes(document), version ?? row.Version, actor, cancellationToken) switch
        {
            WorkspaceChange.Done => new CentreOutcome.Done(id),
            WorkspaceChange.Outdated outdated => new CentreOutcome.Conflict(
                $"Somebody else was faster: the centre's version is {outdated.Version} by now. Read it again."),
            WorkspaceChange.HasFile => new CentreOutcome.Conflict("This centre has a file: change it there."),
            WorkspaceChange.Refused refused => Refuse(errors, refused),
            _ => new CentreOutcome.Unknown(),
        };
    }

    private static CentreOutcome.Refused Refuse(FieldErrors errors, WorkspaceChange.Refused refused)
    {
        errors.Add(refused.Errors);
        return new CentreOutcome.Refused(errors);
    }

    private static (JsonObject Document, FieldErrors Errors) DocumentOf(NewCentre centre, string siteKey)
    {
        var errors = new FieldErrors();
        var document = CentreForm.Create(centre.Fields, centre.Locale, centre.RefusesRest, errors);
        document["channels"] = new JsonArray(new JsonObject
        {
            ["kind"] = ChannelKind.Web,
            ["siteKey"] = siteKey,
            ["allowedOrigins"] = new JsonArray(centre.OwnOrigin),
        });
        SetOrigins(document, centre.Fields, errors);
        return (document, errors);
    }

    /// <summary>Where the widget may stand: what is said, as browsers write it, besides what stands there.</summary>
    private static void SetOrigins(JsonObject document, JsonObject fields, FieldErrors errors)
    {
        if (!fields.ContainsKey("allowed_origins")
            || document["channels"]?.AsArray().FirstOrDefault(IsWeb)?["allowedOrigins"] is not JsonArray origins)
            return;
        var own = origins[0]?.DeepClone();
        origins.Clear();
        origins.Add(own);
        foreach (var text in new FieldValues(fields, errors).Texts("allowed_origins").Take(MostOrigins))
        {
            // People type their site's address: "www.ct-martin.fr/contact".
            var address = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
                && uri.UserInfo.Length == 0 && uri.IdnHost.Contains('.', StringComparison.Ordinal) | uri.IsLoopback)
            {
                var origin = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
                if (!origins.Any(one => FieldValues.TextOf(one) == origin))
                    origins.Add(origin);
            }
            else
            {
                errors.Add(
                    "allowed_origins", $"«\u00a0{text}\u00a0» n’est pas l’adresse d’un site",
                    $"“{text}” is not the address of a site");
            }
        }
    }

    private static bool IsWeb(JsonNode? channel) => FieldValues.TextOf(channel?["kind"]) == ChannelKind.Web;

    private Workspace? Read(JsonObject document, string id, FieldErrors errors)
    {
        document["id"] ??= id;
        var read = reader.ReadRow(FieldValues.TextOf(document["id"])!, Bytes(document));
        if (read.Workspace is null)
            errors.Add(read.Errors.Where(error => !IsMissing(error)));
        return errors.IsEmpty ? read.Workspace : null;
    }

    // A field that is needed has been asked for in its own name, or was refused.
    private static bool IsMissing(WorkspaceError error) =>
        error.Reason.StartsWith("is missing", StringComparison.Ordinal)
        || error is { Path: "$.settings.prices", Reason: "needs at least one" };

    private Workspace? Find(string siteKey) =>
        workspaces.TryGetBySiteKey(siteKey, out var workspace) ? workspace : null;

    private static ReadOnlyMemory<byte> Bytes(JsonObject document) =>
        Encoding.UTF8.GetBytes(document.ToJsonString());
}

/// <summary>A centre that is to be created.</summary>
/// <param name="Fields">What is said of it, by the names of the booking interface.</param>
/// <param name="Locale">The language it is said in: its own, where no field names another.</param>
/// <param name="OwnOrigin">The gateway's own origin: the widget may stand there from the first.</param>
internal sealed record NewCentre(JsonObject Fields, string Locale, string OwnOrigin)
{
    /// <summary>
    /// What the one who asks calls the request: made twice, it creates one centre. Null: it has no name.
    /// </summary>
    public string? Request { get; init; }

    /// <summary>Whether fields that are not known are errors.</summary>
    public bool RefusesRest { get; init; }
}
