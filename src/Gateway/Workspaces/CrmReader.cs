using System.Text.Json;
using Gateway.Brain.Prospects;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>Reads where a workspace keeps its prospects besides.</summary>
internal static class CrmReader
{
    private const int LongestId = 100;
    private const int MostOwners = 200;
    private const string AnId = "an id of 1 to 100 letters, digits, hyphens and underscores";

    /// <summary>The system, if one is named; null, and costing nothing else, where it lacks its token.</summary>
    /// <param name="file">The workspace.</param>
    /// <param name="note">Takes what is wrong with the file.</param>
    /// <param name="missing">Takes the secrets that are not configured.</param>
    /// <param name="secret">Gives the value of a <c>${NAME}</c>, or null.</param>
    public static CrmSettings? Read(
        FileObject file, Action<WorkspaceError> note, Action<WorkspaceError> missing, Func<string, string?> secret)
    {
        var found = file.Take("crm");
        if (found.ValueKind == JsonValueKind.Undefined)
            return null;
        var isWhole = true;
        var json = new FileObject("$.crm", found, note, secret)
        {
            MissingSecret = error =>
            {
                isWhole = false;
                missing(error);
            },
        };
        var crm = new CrmSettings
        {
            Kind = json.Text("kind", text => text == CrmSettings.HubSpot, CrmSettings.HubSpot),
            Token = json.Secret("token", IsHeader, "an access token of 1 to 500 printable characters"),
            Secret = json.OptionalSecret("secret", IsHeader, "a client secret of 1 to 500 printable characters"),
            Url = UrlOf(json),
            Pipeline = json.Text("pipeline", IsId, AnId),
            Stages = StagesOf(json, note, secret),
            Owners = OwnersOf(json, note, secret),
        };
        json.RefuseRest();
        return isWhole ? crm : null;
    }

    private static Uri UrlOf(FileObject json) =>
        json.OptionalText("url", IsAddress, "an https address without a path, or an http one on this machine")
            is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address)
                ? address
                : CrmSettings.HubSpotUrl;

    private static Dictionary<string, string> StagesOf(
        FileObject json, Action<WorkspaceError> note, Func<string, string?> secret)
    {
        var stages = new FileObject($"{json.Path}.stages", json.Take("stages"), note, secret);
        var read = ProspectStatus.All.ToDictionary(
            status => status, status => stages.Text(status, IsId, AnId), StringComparer.Ordinal);
        stages.RefuseRest();
        return read;
    }

    private static Dictionary<string, string> OwnersOf(
        FileObject json, Action<WorkspaceError> note, Func<string, string?> secret)
    {
        var found = json.Take("owners");
        if (found.ValueKind == JsonValueKind.Undefined)
            return [];
        var path = $"{json.Path}.owners";
        var owners = new FileObject(path, found, note, secret).AllTexts();
        if (owners.Count > MostOwners)
            note(new WorkspaceError(path, $"has {owners.Count} owners, expected at most {MostOwners}"));
        foreach (var (name, id) in owners)
        {
            if (!(id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit)))
                note(new WorkspaceError($"{path}.{name}", "expected the id of an owner, 1 to 20 digits"));
        }

        return owners;
    }

    private static bool IsId(string text) => text.Length is > 0 and <= LongestId
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool IsHeader(string text) =>
        text.Length is > 0 and <= 500 && text.All(letter => letter is > ' ' and <= '~');

    private static bool IsAddress(string text) =>
        text.Length <= 2048 && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0 && address.PathAndQuery == "/" && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
