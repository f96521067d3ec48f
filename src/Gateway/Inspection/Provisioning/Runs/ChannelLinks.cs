using System.Text;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Workspaces;

namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>
/// Puts a number into a centre's workspace and takes it out. What else stands in the document is left as it is; who
/// changes it at the same time loses nothing.
/// </summary>
internal sealed class ChannelLinks(WorkspaceStore store)
{
    private const int MostAttempts = 5;

    private static readonly string[] Kinds = [ChannelKind.Sms, ChannelKind.Voice];

    /// <summary>Links the run's number.</summary>
    /// <exception cref="ProvisioningFault">The workspace cannot be changed.</exception>
    public Task LinkAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var number = run.Provision.TwilioNumber!;
        return ChangeAsync(
            run,
            channels =>
            {
                var isChanged = false;
                foreach (var kind in Kinds)
                {
                    var channel = Find(channels, kind, number);
                    if (channel is null)
                    {
                        channels.Add(channel = new JsonObject { ["kind"] = kind, ["number"] = number });
                        isChanged = true;
                    }

                    if (kind == ChannelKind.Voice)
                        isChanged |= Set(channel, "mode", run.Voice.Mode);
                    else if (run.Provision.TwilioAccountSid is not null)
                        isChanged |= Set(channel, "account", run.Workspace.Id);
                }

                return isChanged;
            },
            Kinds.All(kind => run.Workspace.Channels.Any(one => one.Kind == kind && one.Line == number)),
            $"add {{ \"kind\": \"sms\", \"number\": \"{number}\" }} and {{ \"kind\": \"voice\", \"number\": \"{number}\" }} to its channels",
            cancellationToken);
    }

    /// <summary>Takes the run's number out.</summary>
    /// <exception cref="ProvisioningFault">The workspace cannot be changed.</exception>
    public Task UnlinkAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var number = run.Provision.TwilioNumber!;
        return ChangeAsync(
            run,
            channels =>
            {
                var linked = Kinds.Select(kind => Find(channels, kind, number)).OfType<JsonObject>().ToList();
                linked.ForEach(channel => channels.Remove(channel));
                return linked.Count > 0;
            },
            !run.Workspace.Channels.Any(one => Kinds.Contains(one.Kind) && one.Line == number),
            $"take the channels sms and voice with {number} out of it", cancellationToken);
    }

    private async Task ChangeAsync(
        ProvisioningRun run, Func<JsonArray, bool> change, bool isSoInFile, string byHand,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await store.FindAsync(run.Workspace.Id, cancellationToken) is not { } row)
            {
                // It is served from a file, which people write.
                if (isSoInFile)
                    return;
                throw HasFile(run, byHand);
            }

            var document = JsonNode.Parse(row.Document)!.AsObject();
            if (document["channels"] is not JsonArray channels)
                document["channels"] = channels = [];
            if (!change(channels))
                return;
            switch (await store.ReplaceAsync(
                row.Id, Encoding.UTF8.GetBytes(document.ToJsonString()), row.Version, run.Actor, cancellationToken))
            {
                case WorkspaceChange.Done:
                    return;
                case WorkspaceChange.Outdated:
                    break;
                case WorkspaceChange.HasFile when isSoInFile:
                    return;
                case WorkspaceChange.HasFile:
                    throw HasFile(run, byHand);
                case WorkspaceChange.Refused refused:
                    throw new ProvisioningFault(
                        "workspace",
                        $"The workspace does not take it: {string.Join("; ", refused.Errors.Select(error => $"{error.Path} {error.Reason}"))}.");
                default:
                    throw new ProvisioningFault("workspace", "The workspace is gone.");
            }
        }

        throw new ProvisioningFault("workspace", "Others change the workspace at the same time; try again.");
    }

    private static ProvisioningFault HasFile(ProvisioningRun run, string byHand) => new(
        "workspace-file", $"The workspace {run.Workspace.Id} has a file: {byHand}, then go on.");

    private static JsonObject? Find(JsonArray channels, string kind, string number) =>
        channels.OfType<JsonObject>().FirstOrDefault(one => Is(one["kind"], kind) && Is(one["number"], number));

    private static bool Set(JsonObject channel, string name, string value)
    {
        if (Is(channel[name], value))
            return false;
        channel[name] = value;
        return true;
    }

    private static bool Is(JsonNode? node, string text) =>
        node is JsonValue value && value.TryGetValue<string>(out var found) && found == text;
}
