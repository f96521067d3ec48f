using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Installation;

namespace Gateway.Commands;

/// <summary>
/// <c>gateway centre activate</c> and <c>gateway centre deactivate</c>: a running gateway puts a centre on the air or
/// takes it off.
/// </summary>
internal static class CentreActivation
{
    // The providers are asked a dozen times, each with ten seconds to answer.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Puts one on the air.</summary>
    public static Command Activate(CommandSettings settings) => Create(
        settings, "activate",
        "Finds or buys the centre's number within what Provisioning allows, sets its webhooks, links it and marks the centre active. Run again, it goes on where it stopped.",
        new Option<string?>("--number") { Description = "A number the account has already, such as +33700000001" },
        release: null);

    /// <summary>Takes one off.</summary>
    public static Command Deactivate(CommandSettings settings) => Create(
        settings, "deactivate", "Takes the centre off the air. Its number is kept.", number: null,
        new Option<bool>("--release") { Description = "Gives the number back, if it was bought here" });

    private static Command Create(
        CommandSettings settings, string verb, string about, Option<string?>? number, Option<bool>? release)
    {
        var id = new Argument<string>("id") { Description = "Id of the centre, which is its workspace's" };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Says what would be done and what it would cost, and changes nothing",
        };
        var json = new Option<bool>("--json") { Description = "Prints the report as JSON" };
        var urls = RunningGateway.UrlsOption();
        var key = new Option<string?>("--key")
        {
            Description = "API key; without it the development key in the gateway's data path",
        };
        var command = new Command(verb, about) { id, dryRun, json, urls, key };
        if (number is not null)
            command.Options.Add(number);
        if (release is not null)
            command.Options.Add(release);
        command.SetAction((result, cancellationToken) => RunAsync(
            settings, $"/api/centers/{Uri.EscapeDataString(result.GetValue(id)!)}/{verb}",
            new
            {
                dryRun = result.GetValue(dryRun),
                number = number is null ? null : result.GetValue(number),
                release = release is not null && result.GetValue(release),
            },
            result.GetValue(json), result.GetValue(urls)!, result.GetValue(key), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandSettings settings, string path, object request, bool asJson, string urls, string? key,
        CancellationToken cancellationToken)
    {
        using var gateway = RunningGateway.At(urls, Patience);
        await gateway.IdentifyAsync(key, GatewayOptions.ReadDataPath(settings.Read()), cancellationToken);
        var report = await gateway.TellAsync<object, JsonObject>(path, request, cancellationToken);
        if (asJson)
        {
            Console.WriteLine(report.ToJsonString(Readable));
            return 0;
        }

        foreach (var step in report["steps"]?.AsArray() ?? [])
            Console.WriteLine($"{Text(step, "state"),-8} {Text(step, "name"),-16} {Text(step, "detail")}");
        var price = report["monthly"] is JsonValue monthly && monthly.TryGetValue<decimal>(out var amount)
            ? string.Create(CultureInfo.InvariantCulture, $", {amount:0.00##} {Text(report, "currency")} a month")
            : "";
        Console.WriteLine(
            $"{Text(report, "center_id")}: {Text(report, "status")}{(Text(report, "twilio_number") is { Length: > 0 } number ? $", {number}" : "")}{price}");
        if (report["dryRun"]?.GetValue<bool>() == true)
            Console.WriteLine("Nothing was changed: this is a dry run.");
        return 0;
    }

    private static string Text(JsonNode? json, string name) => json?[name]?.ToString() ?? "";
}
