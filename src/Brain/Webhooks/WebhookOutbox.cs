using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Brain.Words;

namespace Gateway.Brain.Webhooks;

/// <summary>
/// Notes what workspaces with a target are to be told, in the transaction of what happened: nothing is told that did
/// not happen, and nothing that happened is forgotten.
/// </summary>
public sealed class WebhookOutbox(IDeliveryTargets targets)
{
    /// <summary>
    /// Adds a message for each target to what <paramref name="db"/> is about to save; none without one.
    /// </summary>
    /// <param name="db">Saved and committed by the caller.</param>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="type">One of <see cref="WebhookEvents"/>.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="data">What is told of it; becomes <c>data</c> of the message.</param>
    /// <param name="except">The target that it came of, and that knows it already; null for none.</param>
    public void Add(
        RecordsDbContext db, string workspace, string type, DateTimeOffset at, object data, string? except = null)
    {
        string? body = null;
        foreach (var target in targets.Of(workspace, type).Where(target => target != except))
        {
            body ??= JsonSerializer.Serialize(new { type, timestamp = at, data }, BrainJson.Options);
            db.Add(new WebhookDelivery
            {
                MessageId = $"msg_{RandomNumberGenerator.GetHexString(32, lowercase: true)}",
                Workspace = workspace,
                Target = target,
                Type = type,
                Body = body,
                CreatedAt = at,
                NextAt = at,
            });
        }
    }
}
