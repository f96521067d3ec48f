using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Channels;
using Gateway.Inspection.Centres;
using Gateway.Inspection.Centres.Fields;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;

namespace Gateway.Inspection.Hosted;

/// <summary>Makes workspaces of the rows of a table <c>centers</c>, whatever columns it has besides.</summary>
internal sealed class HostedCentreReader(WorkspaceReader reader, PublicAddress address)
{
    private const string Nowhere = "http://127.0.0.1";

    /// <summary>The workspace of a row; its id is the row's.</summary>
    public WorkspaceDocument Read(JsonObject row)
    {
        var id = IdOf(row);
        if (!WorkspaceName.Is(id))
            return Refused(id, [new WorkspaceError("$.id", "expected lower-case letters, digits and inner hyphens")]);
        var fields = new JsonObject(row.Where(column => column.Value is not null)
            .Select(column => KeyValuePair.Create(column.Key, column.Value?.DeepClone())));
        var errors = new FieldErrors();
        var document = CentreForm.Create(fields, "fr", refusesRest: false, errors);
        if (!errors.IsEmpty)
        {
            return Refused(id, [.. errors.In(text => text.English).Select(
                error => new WorkspaceError($"$.{error.Key}", string.Join("; ", error.Value)))]);
        }

        document["id"] = id;
        document["channels"] = ChannelsOf(id, FieldValues.TextOf(row["twilio_number"]));
        return reader.ReadRow(id, Encoding.UTF8.GetBytes(document.ToJsonString())) with
        {
            Origin = WorkspaceOrigin.Hosted,
        };
    }

    /// <summary>What the row says besides the centre's own data.</summary>
    public static CentreMark MarkOf(JsonObject row) => new(
        FieldValues.TextOf(row["status"]) is { Length: > 0 } status ? status : CentreMark.Pending.Status,
        FieldValues.TextOf(row["twilio_number"]), FieldValues.TextOf(row["elevenlabs_agent_id"]),
        DateTimeOffset.TryParse(
            FieldValues.TextOf(row["created_at"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var at)
            ? at
            : null);

    /// <summary>The row's id.</summary>
    public static string IdOf(JsonObject row) => FieldValues.TextOf(row["id"])?.ToLowerInvariant() ?? "";

    private JsonArray ChannelsOf(string id, string? number)
    {
        var origin = address.Configured?.GetLeftPart(UriPartial.Authority) ?? Nowhere;
        var channels = new JsonArray(new JsonObject
        {
            ["kind"] = ChannelKind.Web,
            ["siteKey"] = id,
            ["allowedOrigins"] = new JsonArray(origin),
        });
        if (number is not null && E164.IsPossible(number))
            channels.Add((JsonNode)new JsonObject { ["kind"] = ChannelKind.Sms, ["number"] = number });
        return channels;
    }

    private static WorkspaceDocument Refused(string id, IReadOnlyList<WorkspaceError> errors) =>
        WorkspaceDocument.Refused(id, WorkspaceOrigin.Hosted, errors);
}
