using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Brain.Replays;
using Gateway.Installation;
using Gateway.Replays;

namespace Gateway.Commands;

/// <summary>
/// <c>gateway replay</c>: a recorded conversation, run again by a running gateway against another model, another prompt
/// or other rules.
/// </summary>
internal static class Replay
{
    private const int SomethingChanged = 2;

    /// <summary>Longer than the gateway gives a replay by any configuration.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3_700);

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string About = """
        Runs a recorded conversation again, and shows turn by turn what goes otherwise. Tools are answered from the
        record; nothing is sent or changed, and what models take is booked to the workspace. Exit code 2 when
        something goes otherwise.

          gateway replay <session> --model house
          gateway replay <session> --model gpt --prompt shop-seller=seller.prompt
          gateway replay <session> --rules rules.json --turn 2 --turn 3 --json
          gateway replay <session> --export > conversation.json
          gateway replay conversation.json --model house
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandSettings settings)
    {
        var what = new Argument<string>("session|file")
        {
            Description = "Id of a session in the archive, or a file that --export has written",
        };
        var model = new Option<string?>("--model")
        {
            Description = "Name of the one model that is asked, such as house; without it those that are configured",
        };
        var prompts = new Option<string[]>("--prompt")
        {
            Description = "agent=file or agent=text: what that agent is told in place of its prompt; may be repeated",
        };
        var rules = new Option<string?>("--rules")
        {
            Description = "File with a list of rules, as settings.rules of a workspace file",
        };
        var turns = new Option<long[]>("--turn") { Description = "Number of a turn; may be repeated. Without it all" };
        var export = new Option<bool>("--export")
        {
            Description = "Writes the recording to the output, and runs nothing",
        };
        var json = new Option<bool>("--json") { Description = "Writes the report as JSON" };
        var urls = RunningGateway.UrlsOption();
        var key = new Option<string?>("--key")
        {
            Description = "API key; without it the development key in the gateway's data path",
        };
        var command = new Command("replay", About)
        {
            what, model, prompts, rules, turns, export, json, urls, key,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var gateway = RunningGateway.At(result.GetValue(urls)!, Patience);
            await gateway.IdentifyAsync(
                result.GetValue(key), GatewayOptions.ReadDataPath(settings.Read()), cancellationToken);
            if (result.GetValue(export))
                return await ExportAsync(gateway, result.GetValue(what)!, cancellationToken);
            var asked = await ReadAsync(
                result.GetValue(what)!, result.GetValue(model), result.GetValue(prompts) ?? [],
                result.GetValue(rules), result.GetValue(turns) ?? [], cancellationToken);
            return await RunAsync(gateway, asked, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ExportAsync(
        RunningGateway gateway, string session, CancellationToken cancellationToken)
    {
        var recording = await gateway.AskAsync<JsonElement>(
            $"/api/sessions/{Uri.EscapeDataString(session)}/recording", cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(recording, Readable));
        return 0;
    }

    private static async Task<int> RunAsync(
        RunningGateway gateway, NewReplay asked, bool asJson, CancellationToken cancellationToken)
    {
        var answer = await gateway.TellAsync<NewReplay, JsonElement>("/api/replays", asked, cancellationToken);
        var report = answer.Deserialize<ReplayReport>(JsonSerializerOptions.Web)!;
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(answer, Readable));
        else
            ReplayPrint.Write(report, Console.Out);
        return report.Changed > 0 || !report.IsComplete ? SomethingChanged : 0;
    }

    private static async Task<NewReplay> ReadAsync(
        string what, string? model, IReadOnlyList<string> prompts, string? rules, IReadOnlyList<long> turns,
        CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, string>();
        foreach (var prompt in prompts)
        {
            if (prompt.Split('=', 2) is not [{ Length: > 0 } agent, { Length: > 0 } text] || !told.TryAdd(
                agent, FileAt(text) is { } file ? await File.ReadAllTextAsync(file, cancellationToken) : text))
                throw new CommandFailedException(
                    $"--prompt: found \"{prompt}\", expected each agent once, as agent=file or agent=text.");
        }

        var recording = FileAt(what);
        return new NewReplay(
            recording is null ? what : null,
            recording is null ? null : await ReadJsonAsync(recording, cancellationToken),
            model, told,
            rules is null
                ? null
                : await ReadJsonAsync(
                    FileAt(rules) ?? throw new CommandFailedException($"--rules: there is no file {rules}."),
                    cancellationToken),
            turns);
    }

    private static async Task<JsonElement> ReadJsonAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync<JsonElement>(stream, cancellationToken: cancellationToken);
        }
        catch (JsonException)
        {
            throw new CommandFailedException($"{file}: expected JSON.");
        }
    }

    // The script that starts commands does so from the product's own folder.
    private static string? FileAt(string name)
    {
        var from = Environment.GetEnvironmentVariable("GATEWAY_CALLED_FROM") ?? Environment.CurrentDirectory;
        var path = Path.Combine(from, name);
        return name.Length < 1_000 && File.Exists(path) ? path : null;
    }
}
