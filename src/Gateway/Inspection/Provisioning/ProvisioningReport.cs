using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Provisioning;

namespace Gateway.Inspection.Provisioning;

/// <summary>What became of a run, or would.</summary>
/// <param name="CenterId">The centre.</param>
/// <param name="Status"><c>pending</c>, <c>active</c> or <c>inactive</c>, as it is now.</param>
/// <param name="TwilioNumber">Its number, or null.</param>
/// <param name="ElevenlabsAgentId">Its agent at ElevenLabs, or null.</param>
/// <param name="DryRun">Whether nothing was changed.</param>
/// <param name="Complete">Whether all steps are done; false: the last one says why not, and the next run goes on
/// there.</param>
/// <param name="Monthly">What the number costs a month, or would; null where nobody knows.</param>
/// <param name="Currency">ISO 4217 currency of it.</param>
/// <param name="Steps">The steps so far, in order.</param>
internal sealed record ProvisioningReport(
    [property: JsonPropertyName("center_id")] string CenterId,
    string Status,
    [property: JsonPropertyName("twilio_number")] string? TwilioNumber,
    [property: JsonPropertyName("elevenlabs_agent_id")] string? ElevenlabsAgentId,
    bool DryRun,
    bool Complete,
    decimal? Monthly,
    string? Currency,
    IReadOnlyList<ReportedStep> Steps)
{
    /// <summary>Makes one.</summary>
    public static ProvisioningReport Of(
        CentreProvision provision, bool isDry, bool isComplete, IReadOnlyList<ReportedStep> steps) => new(
        provision.Workspace, provision.Status, provision.TwilioNumber, provision.ElevenlabsAgentId, isDry, isComplete,
        provision.MonthlyPrice, provision.PriceCurrency, steps);
}

/// <summary>A step in a report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>done</c>, <c>failed</c>, <c>planned</c>; <c>started</c>: broken off, nobody knows how it
/// ended.</param>
/// <param name="Detail">What was done, would be done, or is wrong.</param>
/// <param name="Code">A word for what is wrong; null when nothing is.</param>
internal sealed record ReportedStep(string Name, string State, string? Detail, string? Code = null)
{
    /// <summary>In a dry run: what would be done.</summary>
    public const string Planned = "planned";
}
