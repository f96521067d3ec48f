using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;

namespace Gateway.Replays;

/// <summary>Puts another rule set in the place of a workspace's own, checked as its file is.</summary>
internal static class OwnRules
{
    private const string Member = "rules";

    /// <summary>The workspace under these rules.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="rules">A list as <c>settings.rules</c> of a workspace file has it.</param>
    /// <param name="solution">Who checks it.</param>
    /// <param name="wrong">What is wrong with them; null when nothing is.</param>
    /// <returns>The workspace; null when something is wrong.</returns>
    public static Workspace? Apply(
        Workspace workspace, JsonElement rules, ISolutionInfo solution, out string? wrong)
    {
        wrong = "rules: expected a list of rules, as settings.rules of a workspace file.";
        if (rules.ValueKind != JsonValueKind.Array)
            return null;
        var settings = workspace.Settings.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(workspace.Settings)!
            : [];
        settings[Member] = JsonArray.Create(rules);
        var changed = workspace with { Settings = JsonSerializer.SerializeToElement(settings) };
        wrong = solution.CheckSettings(changed).FirstOrDefault() is { } error
            ? $"rules: {error.Path} {error.Reason}."
            : null;
        return wrong is null ? changed : null;
    }
}
