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
