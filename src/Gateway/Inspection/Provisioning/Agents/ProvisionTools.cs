using System.Text.Json;
using Gateway.Brain.Inspection.Provisioning;

namespace Gateway.Inspection.Provisioning.Agents;

/// <summary>The tools that a centre has at ElevenLabs, by name.</summary>
internal static class ProvisionTools
{
    private static Dictionary<string, string> Read(CentreProvision provision) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(provision.ElevenlabsTools) ?? [];

    extension(CentreProvision provision)
    {
        /// <summary>Their ids by name.</summary>
        public Dictionary<string, string> ToolIds() => Read(provision);

        /// <summary>Writes them down.</summary>
        public void SetToolIds(Dictionary<string, string> ids) =>
            provision.ElevenlabsTools = JsonSerializer.Serialize(ids);
    }
}
