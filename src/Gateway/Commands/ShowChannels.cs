using System.CommandLine;
using Gateway.Health;
using Gateway.Installation;

namespace Gateway.Commands;

/// <summary><c>gateway channels</c>: the state of each channel, as a running gateway sees it.</summary>
internal static class ShowChannels
{
    private const int SomeAreDown = 2;

    /// <summary>The command.</summary>
    public static Command Create(CommandSettings settings)
    {
        var urls = RunningGateway.UrlsOption();
        var key = new Option<string?>(
            "--key")
        { Description = "API key; without it the development key in the gateway's data path" };
        var command = new Command(
            "channels", "Shows the state of each channel of a running gateway. Exit code 2 when one is down.") { urls,
            key };
        command.SetAction(
            (result, cancellationToken) => RunAsync(
            settings, result.GetValue(urls)!, result.GetValue(key), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandSettings settings, string urls, string? key, CancellationToken cancellationToken)
    {
        using var gateway = RunningGateway.At(urls);
        await gateway.IdentifyAsync(key, GatewayOptions.ReadDataPath(settings.Read()), cancellationToken);
        var channels = (await gateway.AskAsync<Page>("/api/channels", cancellationToken)).Items;
        if (channels.Count == 0)
            Console.WriteLine("No workspace has a channel.");
        else
        {
            Table.Print(
                ["WORKSPACE", "CHANNEL", "LINE", "STATE", ""],
                channels.Select(channel => new[]
                {
                    channel.Workspace, channel.Kind, channel.Line,
                    channel.Simulated ? $"{channel.State} (simulated)" : channel.State, channel.Detail,
                }));
        }

        return channels.Any(channel => channel.State == "down") ? SomeAreDown : 0;
    }

    private sealed record Page(IReadOnlyList<ChannelLine> Items);
}
