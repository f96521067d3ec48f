using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>Reads the servers of the Model Context Protocol that a workspace names.</summary>
internal static partial class McpServerReader
{
    private const int MostServers = 8;
    private const int MostHeaders = 16;
    private const int MostTools = 100;
    private const int LongestHeader = 4096;

    // The protocol's own, and those that say where a request ends or goes.
    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Connection", "Content-Length", "Content-Type", "Cookie", "Expect", "Host", "Last-Event-ID",
        "Mcp-Method", "Mcp-Name", "MCP-Protocol-Version", "Mcp-Session-Id", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade",
    };

    /// <summary>The servers that can be reached; one that lacks a secret is left out and costs nothing else.</summary>
    /// <param name="file">The workspace.</param>
    /// <param name="note">Takes what is wrong with the file.</param>
    /// <param name="missing">Takes the secrets that are not configured.</param>
    /// <param name="secret">Gives the value of a <c>${NAME}</c>, or null.</param>
    public static IReadOnlyList<McpServer> Read(
        FileObject file, Action<WorkspaceError> note, Action<WorkspaceError> missing, Func<string, string?> secret)
    {
        List<McpServer> servers = [];
        HashSet<string> taken = [];
        var items = file.Items("mcpServers").ToList();
        if (items.Count > MostServers)
            file.Refuse("mcpServers", $"has {items.Count} elements, expected at most {MostServers}");
        foreach (var (path, json) in items)
        {
            var isWhole = true;
            Reading reading = new(
                note,
                error =>
                {
                    isWhole = false;
                    missing(error);
                },
                secret);
            var server = ReadOne(reading, reading.Object(path, json));
            if (!taken.Add(server.Id))
                note(new WorkspaceError($"{path}.id", "is used by another server of this file"));
            else if (isWhole)
                servers.Add(server);
        }

        return servers;
    }

    private static McpServer ReadOne(Reading reading, FileObject json)
    {
        var id = json.Text("id", text => Id().IsMatch(text), "1 to 20 lower-case letters and digits, a letter first");
        var url = json.Text("url", IsAddress, "an https address, or an http one on this machine");
        var server = new McpServer
        {
            Id = id,
            Url = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : new Uri("https://invalid.invalid"),
            Headers = HeadersOf(reading, json),
            Agents = json.Texts("agents", WorkspaceName.Is, "the name of an agent", 0, 20),
            Tools = ToolsOf(reading, json),
            TimeoutSeconds = json.OptionalInteger("timeoutSeconds", 1, McpServer.MostSeconds) ?? 10,
        };
        json.RefuseRest();
        return server;
    }

    private static Dictionary<string, string> HeadersOf(Reading reading, FileObject json)
    {
        var found = json.Take("headers");
        if (found.ValueKind == JsonValueKind.Undefined)
            return [];
        var path = $"{json.Path}.headers";
        var headers = reading.Object(path, found).AllTexts();
        if (headers.Count > MostHeaders)
            reading.Note(new WorkspaceError(path, $"has {headers.Count} headers, expected at most {MostHeaders}"));
        foreach (var (name, value) in headers)
        {
            if (!HeaderName().IsMatch(name) || OwnHeaders.Contains(name))
                reading.Note(new WorkspaceError($"{path}.{name}", "is no header that can be set here"));
            else if (value.Length is 0 or > LongestHeader || value.Any(letter => letter is < ' ' or > '~'))
                reading.Note(new WorkspaceError($"{path}.{name}", "expected 1 to 4096 printable characters of ASCII"));
        }

        return headers;
    }

    private static Dictionary<string, McpPolicy> ToolsOf(Reading reading, FileObject json)
    {
        var found = json.Take("tools");
        var path = $"{json.Path}.tools";
        Dictionary<string, McpPolicy> policies = new(StringComparer.Ordinal);
        if (found.ValueKind == JsonValueKind.Undefined)
            return policies;
        if (found.ValueKind != JsonValueKind.Object)
        {
            reading.Note(new WorkspaceError(path, $"found {FileObject.Describe(found)}, expected an object"));
            return policies;
        }

        foreach (var tool in found.EnumerateObject().Take(MostTools))
        {
            var settings = reading.Object($"{path}.{tool.Name}", tool.Value);
            policies[tool.Name] = settings.Text(
                "policy", text => text is "read" or "confirm" or "off", "one of read, confirm, off") switch
            {
                "read" => McpPolicy.Read,
                "off" => McpPolicy.Off,
                _ => McpPolicy.Confirm,
            };
            settings.RefuseRest();
        }

        if (found.GetPropertyCount() > MostTools)
            reading.Note(new WorkspaceError(path, $"names more than {MostTools} tools"));
        return policies;
    }

    private static bool IsAddress(string text) =>
        text.Length <= 2048 && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,19}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderName();

    private sealed record Reading(
        Action<WorkspaceError> Note, Action<WorkspaceError> Missing, Func<string, string?> Secret)
    {
        public FileObject Object(string path, JsonElement json) =>
            new(path, json, Note, Secret) { MissingSecret = Missing };
    }
}
