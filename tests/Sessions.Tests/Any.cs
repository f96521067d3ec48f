using System.Globalization;
using StackExchange.Redis;

namespace Gateway.Sessions.Tests;

/// <summary>Values that no other test uses.</summary>
internal static class Any
{
    public static string Id() => Guid.NewGuid().ToString("n");

    public static string Address() => "visitor-" + Id();

    public static InboundMessage Message(string text) => new()
    {
        Workspace = "shop",
        Channel = ChannelKind.Web,
        Address = Address(),
        ExternalId = Id(),
        Content = new MessageContent(text),
        Locale = "fr",
    };

    /// <summary>Waits until Redis has been asked that often.</summary>
    public static async Task CallsAsync(IDatabase database, string command, long calls)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await CallsOfAsync(database, command) < calls)
            await Task.Delay(20, deadline.Token);
    }

    /// <summary>How often Redis has been asked.</summary>
    public static async Task<long> CallsOfAsync(IDatabase database, string command)
    {
        var marker = $"cmdstat_{command}:calls=";
        var stats = (string)(await database.ExecuteAsync("INFO", "commandstats"))!;
        var at = stats.IndexOf(marker, StringComparison.Ordinal);
        return at < 0
            ? 0
            : long.Parse(
                stats.AsSpan(at + marker.Length, stats.IndexOf(',', at) - at - marker.Length),
                CultureInfo.InvariantCulture);
    }

    /// <summary>The session once its transcript has that many entries and nothing waits.</summary>
    public static async Task<SessionSnapshot> SettledAsync(Node node, SessionId session, int entries)
    {
        var watcher = new Watcher();
        var (snapshot, watching) = (await node.Engine.WatchAsync(session, watcher, 10_000))!.Value;
        using (watching)
        {
            if (snapshot.Session.LastSeq < entries)
                await watcher.WaitForEntryAsync(entry => entry.Seq >= entries);
        }

        return (await node.Engine.ReadAsync(session, afterSeq: 0, 100_000))!;
    }
}
