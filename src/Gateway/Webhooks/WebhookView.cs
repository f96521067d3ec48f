using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Webhooks;

namespace Gateway.Webhooks;

/// <summary>A page of messages.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">What to pass as <c>after</c> for the following page; left out on the last one.</param>
internal sealed record WebhookPage(
    IReadOnlyList<WebhookView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>A message to a workspace's own systems as the API shows it.</summary>
/// <param name="Id">What the API knows it by.</param>
/// <param name="MessageId">What its receiver knows it by: the header <c>webhook-id</c>.</param>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Target">Where it goes: <c>webhook</c> (of the configuration), <c>webhook:</c> with the id of a
/// subscription of the workspace, or <c>hubspot</c>.</param>
/// <param name="Type">prospect.recorded, prospect.changed, task.recorded or task.changed.</param>
/// <param name="State">pending, delivered or failed.</param>
/// <param name="Attempts">How often it was sent since it was last wanted.</param>
/// <param name="LastStatus">HTTP status of the last answer; null while there was none.</param>
/// <param name="LastError">What went wrong; null when nothing did, the status says it, or nothing was sent yet.</param>
/// <param name="CreatedAt">When it happened.</param>
/// <param name="NextAt">When it is sent next; null when it is delivered or given up.</param>
/// <param name="DeliveredAt">When it arrived; null while it has not.</param>
/// <param name="Body">What is sent.</param>
internal sealed record WebhookView(
    long Id, string MessageId, string Workspace, string Target, string Type, string State, int Attempts,
    int? LastStatus, string? LastError, DateTimeOffset CreatedAt, DateTimeOffset? NextAt, DateTimeOffset? DeliveredAt,
    JsonElement Body)
{
    public static WebhookView Of(WebhookDelivery message) => new(
        message.Id, message.MessageId, message.Workspace, message.Target, message.Type, WebhookState.Of(message),
        message.Attempts,
        message.LastStatus, message.LastError, message.CreatedAt, message.NextAt, message.DeliveredAt,
        JsonElement.Parse(message.Body));
}
