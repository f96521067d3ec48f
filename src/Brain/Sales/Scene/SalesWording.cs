using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Scene;

/// <summary>How a sales team words things, and how it writes telephone numbers.</summary>
internal static class SalesWording
{
    /// <summary>Its phrasebook in a language.</summary>
    public static Phrasebook Of(string locale) => Phrasebook.Load($"Sales.{locale}.phrases");

    /// <summary>A French number as it is dialled in France; any other with its country's code.</summary>
    public static string Phone(string e164) => E164.ToText(e164, "FR");
}
