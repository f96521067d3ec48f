using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Installation;

namespace Gateway.Commands;

/// <summary><c>gateway centre import</c>: a running gateway creates the centres of a CSV file.</summary>
internal static class CentreImport
{
    private const int SomeWereRefused = 2;

    // Each line is a workspace that is written, served and told of.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The command.</summary>
    public static Command Create(CommandSettings settings)
    {
        var file = new Argument<string>("file")
        {
            Description = "A CSV file whose columns are the fields of the sign-up",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Checks each line, and changes nothing" };
        var json = new Option<bool>("--json") { Description = "Prints the report as JSON" };
        var urls = RunningGateway.UrlsOption();
        var key = new Option<string?>("--key")
        {
            Description = "API key; without it the development key in the gateway's data path",
        };
        var command = new Command(
            "import",
            "Creates the centres of a CSV file. A file that comes twice creates nothing twice. Exit code 2 when a line was refused.")
        {
            file, dryRun, json, urls, key,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var gateway = RunningGateway.At(result.GetValue(urls)!, Patience);
            await gateway.IdentifyAsync(
                result.GetValue(key), GatewayOptions.ReadDataPath(settings.Read()), cancellationToken);
            return await RunAsync(
                gateway, result.GetValue(file)!, result.GetValue(dryRun), result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        RunningGateway gateway, string file, bool isDry, bool asJson, CancellationToken cancellationToken)
    {
        // The script that starts commands does so from the product's own folder.
        var path = Path.Combine(
            Environment.GetEnvironmentVariable("GATEWAY_CALLED_FROM") ?? Environment.CurrentDirectory, file);
        if (!File.Exists(path))
            throw new CommandFailedException($"There is no file {file}.");
        var report = await gateway.PutUpAsync<JsonObject>(
            $"/api/centers/import{(isDry ? "?dryRun=true" : "")}", "text/csv",
            await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
        if (asJson)
            Console.WriteLine(report.ToJsonString(Readable));
        else
            Print(report, isDry);
        return report["refused"]?.GetValue<int>() > 0 ? SomeWereRefused : 0;
    }

    private static void Print(JsonObject report, bool isDry)
    {
        Table.Print(
            ["LINE", "CENTRE", "STATUS", "ID", ""],
            (report["lines"]?.AsArray() ?? []).Select(line => new[]
            {
                Text(line, "line"), Text(line, "name"), Text(line, "status"), Text(line, "id"),
                string.Join("; ", (line?["errors"] as JsonObject ?? []).Select(
                    error => $"{error.Key}: {error.Value?[0]}")),
            }));
        Console.WriteLine(
            $"{Text(report, "created")} created, {Text(report, "existing")} there already, "
            + $"{Text(report, "refused")} refused.");
        if (isDry)
            Console.WriteLine("Nothing was changed: this is a dry run.");
    }

    private static string Text(JsonNode? json, string name) => json?[name]?.ToString() ?? "";
}
