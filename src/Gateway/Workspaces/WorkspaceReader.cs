using System.Globalization;
using System.Text.Json;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;

namespace Gateway.Workspaces;

/// <summary>
/// Turns the description of a business into a workspace, or into all that is wrong with it: a file and a row of the
/// table by the same rules. But a row may be written by people who have no say over the machine, so it reaches only
/// those values of the configuration that are there for it.
/// </summary>
/// <param name="secret">Gives the value of a <c>${NAME}</c>, or null.</param>
/// <param name="channels">Reads the channels.</param>
/// <param name="solutions">The trades there are; each checks its settings.</param>
internal sealed class WorkspaceReader(Func<string, string?> secret, ChannelReader channels, KnownSolutions solutions)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The most a description may hold.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads one file.</summary>
    /// <param name="fileName">Its name without its folder.</param>
    /// <param name="content">Its bytes, UTF-8.</param>
    public WorkspaceDocument ReadFile(string fileName, ReadOnlyMemory<byte> content) =>
        Read(Path.GetFileNameWithoutExtension(fileName), WorkspaceOrigin.File, content);

    /// <summary>Reads one row of the table.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="content">Its document, UTF-8.</param>
    public WorkspaceDocument ReadRow(string id, ReadOnlyMemory<byte> content) =>
        Read(id, WorkspaceOrigin.Table, content);

    /// <summary>Where the configuration keeps what a row may refer to: <c>Workspaces:corner-shop:</c>.</summary>
    public static string SecretsOf(string id) => $"Workspaces:{id}:";

    private WorkspaceDocument Read(string id, WorkspaceOrigin origin, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            var secrets = origin == WorkspaceOrigin.Table ? SecretsOf(id) : "";
            var flaws = FlawsOf("$", document.RootElement, secrets).ToList();
            return flaws.Count == 0
                ? Read(id, origin, document.RootElement)
                : WorkspaceDocument.Refused(id, origin, [.. flaws]);
        }
        catch (JsonException e)
        {
            return WorkspaceDocument.Refused(id, origin, new WorkspaceError("$", SyntaxError(e)));
        }
    }

    // Contacts read what stands here: a text with half a character in it is better refused where it was written.
    private static IEnumerable<WorkspaceError> FlawsOf(
        string path, JsonElement json, string secrets) => json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => FlawsOf(path, member, secrets)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) =>
                FlawsOf(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), item, secrets)),
            JsonValueKind.String when !IsText(WellFormedJson.TextOf(json)!) =>
                [new WorkspaceError(path, "expected well-formed Unicode without control characters")],
            JsonValueKind.String when SecretReference.TryRead(json.GetString()!, out var name)
                && !name.StartsWith(secrets, StringComparison.OrdinalIgnoreCase) =>
                [new WorkspaceError(path, $"refers to {name}; a row may refer to what stands under {secrets} alone")],
            _ => [],
        };

    private static IEnumerable<WorkspaceError> FlawsOf(string path, JsonProperty member, string secrets) =>
        WellFormedJson.NameOf(member) is var name && IsText(name)
            ? FlawsOf($"{path}.{name}", member.Value, secrets)
            : [new WorkspaceError(path, "expected names that are well-formed Unicode without control characters")];

    private static bool IsText(string text) =>
        !text.Contains(WellFormed.Replacement, StringComparison.Ordinal)
            && WellFormed.Is(text.ReplaceLineEndings("\n"));

    private WorkspaceDocument Read(string id, WorkspaceOrigin origin, JsonElement root)
    {
        var errors = new List<WorkspaceError>();
        var refusedChannels = new List<WorkspaceError>();
        var closedChannels = new List<(WorkspaceChannel Channel, string Reason)>();
        var file = new FileObject("$", root, errors.Add, secret);
        var workspace = new Workspace
        {
            Id = file.Text("id", WorkspaceName.Is, "lower-case letters, digits and inner hyphens"),
            Name = file.Text("name", WorkspaceRules.IsName, "a name of 1 to 100 letters"),
            Solution = file.Text(
                "solution", solutions.Contains, OneOf(solutions.All.Select(solution => solution.Name))),
            Locale = file.OptionalText("locale", WorkspaceRules.Locales.Contains, OneOf(WorkspaceRules.Locales))
            ?? "fr",
            TimeZone = file.OptionalText(
            "timeZone", WorkspaceRules.IsTimeZone, "an IANA time zone such as Europe/Paris") ?? "Europe/Paris",
            Currency = file.OptionalText("currency", Currencies.Contains, "an ISO 4217 currency such as EUR") ?? "EUR",
            OpeningHours = OpeningHoursReader.Read(file.OptionalObject("openingHours")),
            Escalation = ReadEscalation(file.OptionalObject("escalation")),
            Channels = ReadChannels(file, errors, refusedChannels, closedChannels),
            SharesConversations = file.OptionalFlag("sharesConversations"),
            Outreach = ReadOutreach(file.OptionalObject("outreach")),
            McpServers = McpServerReader.Read(file, errors.Add, refusedChannels.Add, secret),
            Webhooks = WebhookReader.Read(file, errors.Add, refusedChannels.Add, secret),
            Crm = CrmReader.Read(file, errors.Add, refusedChannels.Add, secret),
            Settings = ReadSettings(file),
        };
        file.RefuseRest();

        if (workspace.Id.Length > 0 && workspace.Id != id)
        {
            var expected = origin == WorkspaceOrigin.File ? "the name of the file" : "the id of the row";
            errors.Add(new WorkspaceError("$.id", $"found \"{workspace.Id}\", expected {expected}, \"{id}\""));
        }

        if (errors.Count == 0)
            errors.AddRange(solutions[workspace.Solution].CheckSettings(workspace));
        return errors.Count == 0
            ? new WorkspaceDocument(id, origin, workspace, refusedChannels)
            {
                Closed = closedChannels.ConvertAll(
                    closed => new ClosedChannel(workspace.Id, closed.Channel, closed.Reason)),
            }
            : WorkspaceDocument.Refused(id, origin, [.. errors, .. refusedChannels]);
    }

    private static Escalation? ReadEscalation(FileObject? json)
    {
        if (json is null)
            return null;
        var escalation = new Escalation(
            json.OptionalNumber("phone"),
            json.OptionalText("email", WorkspaceRules.IsEmail, "an e-mail address"));
        json.RefuseRest();
        return escalation;
    }

    private static OutreachRules ReadOutreach(FileObject? json)
    {
        var rules = new OutreachRules();
        if (json is null)
            return rules;
        rules = new OutreachRules
        {
            LongSmsHours = json.OptionalFlag("longSmsHours"),
            MostIn30Days = json.OptionalInteger("mostIn30Days", 0, 100) ?? rules.MostIn30Days,
            Holidays = json.Texts("holidays", WorkspaceRules.IsHolidaySet, "alsace-moselle or overseas", 0, 2),
        };
        json.RefuseRest();
        return rules;
    }

    private List<WorkspaceChannel> ReadChannels(
        FileObject file, List<WorkspaceError> errors, List<WorkspaceError> refusedChannels,
        List<(WorkspaceChannel Channel, string Reason)> closedChannels)
    {
        var read = new List<WorkspaceChannel>();
        var taken = new HashSet<string>();
        foreach (var (path, json) in file.Items("channels"))
        {
            // A secret that is not there yet closes its channel; every other error is one of the file.
            var missingSecrets = new List<WorkspaceError>();
            if (channels.Read(
                new FileObject(
                path, json, errors.Add, secret)
                { MissingSecret = missingSecrets.Add }) is not { } channel)
                continue;
            if (channels.NameOf(channel) is { } name && !taken.Add(name.Value))
                errors.Add(new WorkspaceError($"{path}.{name.Property}", "is used by another channel of this file"));
            else if (missingSecrets.Count == 0)
                read.Add(channel);
            else
                closedChannels.Add((channel, missingSecrets[0].Reason));
            refusedChannels.AddRange(missingSecrets);
        }

        return read;
    }

    private static JsonElement ReadSettings(FileObject file)
    {
        var settings = file.Take("settings");
        if (settings.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            file.Refuse("settings", $"found {FileObject.Describe(settings)}, expected an object");
        return settings.ValueKind == JsonValueKind.Undefined ? default : settings.Clone();
    }

    private static string OneOf(IEnumerable<string> values) => $"one of {string.Join(", ", values)}";

    private static string SyntaxError(JsonException e) => e.LineNumber is { } line
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"is not valid JSON at line {line + 1}, byte {e.BytePositionInLine + 1}: {FirstSentence(e)}")
        : $"is not valid JSON: {FirstSentence(e)}";

    private static string FirstSentence(JsonException e) => e.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
}
