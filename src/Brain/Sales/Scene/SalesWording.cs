using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Sales.Scene;

/// <summary>How a sales team words things, and how it writes telephone numbers.</summary>
internal static class SalesWording
{
    /// <summary>Its phrasebook in a language.</summary>
    public static Phrasebook Of(string locale) => Phrasebook.Load($"Sales.{locale}.phrases");

    /// <summary>How the people of a workspace are reached: "a or b"; null when it does not say.</summary>
    public static AgentText? Contact(Workspace workspace, string locale)
    {
        List<AgentText> ways = [.. new[]
        {
            workspace.Escalation?.Phone is { } phone ? Phone(phone) : null,
            workspace.Escalation?.Email,
        }.OfType<string>()];
        return ways.Count == 0 ? null : AgentText.Join(locale == "fr" ? " ou " : " or ", ways);
    }

    /// <summary>A French number as it is dialled in France; any other with its country's code.</summary>
    public static string Phone(string e164) => E164.ToText(e164, "FR");
}
