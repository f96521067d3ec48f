using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Scene;

/// <summary>How a centre words things.</summary>
internal static class InspectionWording
{
    /// <summary>Its phrasebook in a language.</summary>
    public static Phrasebook Of(string locale) => Phrasebook.Load($"Inspection.{locale}.phrases");

    /// <summary>How the people of a centre are reached: "a or b"; null when it does not say.</summary>
    public static AgentText? Contact(Workspace workspace, string locale)
    {
        List<AgentText> ways = [.. new[]
        {
            workspace.Escalation?.Phone is { } phone ? E164.ToText(phone, "FR") : null,
            workspace.Escalation?.Email,
        }.OfType<string>()];
        return ways.Count == 0 ? null : AgentText.Join(locale == "fr" ? " ou " : " or ", ways);
    }

    /// <summary>What a kind of vehicle is called.</summary>
    public static string Name(VehicleType vehicle, string locale) => Of(locale).Label($"vehicle{vehicle}", "");

    /// <summary>What a kind of visit is called.</summary>
    public static string Name(VisitKind visit, string locale) => Of(locale).Label($"visit{visit}", "");

    /// <summary>What an energy is called.</summary>
    public static string Name(Energy energy, string locale) => Of(locale).Label($"energy{energy}", "");
}
