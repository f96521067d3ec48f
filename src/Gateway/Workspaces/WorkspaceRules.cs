using System.Net.Mail;

namespace Gateway.Workspaces;

/// <summary>What the single values of a workspace file must fulfil.</summary>
internal static class WorkspaceRules
{
    /// <summary>The languages the product speaks.</summary>
    public static readonly string[] Locales = ["fr", "en"];

    /// <summary>Something to show.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 100 && text.Trim().Length == text.Length && !text.Any(char.IsControl);

    /// <summary>A name of the IANA data base, never a Windows one.</summary>
    public static bool IsTimeZone(string text) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId && zone.Id == text;

    /// <summary>An address without a display name.</summary>
    public static bool IsEmail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>Sets of holidays that can be added to those of all France.</summary>
    public static bool IsHolidaySet(string text) => text is "alsace-moselle" or "overseas";
}
