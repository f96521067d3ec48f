using System.Globalization;
using Gateway.Channels.Telegram;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Stage;
using Gateway.StandIns.Telegram;

namespace Gateway.Simulator.Telegram;

/// <summary>The stand-in for Telegram that carries the bot's messages to the simulated phones.</summary>
internal sealed class SimulatedTelegram(
    Simulation simulation, SimulatedChats chats, SimulatedFiles files, TelegramUpdates updates, IWorkspaces workspaces,
    IHostApplicationLifetime lifetime, TimeProvider time)
    : TelegramStandIn(simulation.TelegramToken ?? "", time)
{
    private const int MaxKept = 10_000;

    private static readonly TimeSpan TypingShows = TimeSpan.FromSeconds(5);

    /// <summary>The bot's user name, or null when no workspace has it.</summary>
    public override string? Bot => workspaces.All.SelectMany(workspace => workspace.Channels)
        .Where(channel => channel.Kind == ChannelKind.Telegram)
        .FirstOrDefault(channel => channel.SettingsOf<TelegramSettings>().Token == Token)?.Line;

    /// <summary>
    /// The messages it has, with numbers that no earlier process has given: they are told apart by them for days.
    /// </summary>
    public ChatBook Messages { get; } = new((int)time.GetUtcNow().ToUnixTimeSeconds(), MaxKept);

    protected override ChatBook Book => Messages;

    protected override BotUpdates Queue => updates;

    protected override CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>A person's id is their number's digits.</summary>
    public static long IdOf(string person) =>
        long.Parse(person.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    // No phone here is in a group.
    protected override BotAnswer? Refuse(string method, BotCall call) =>
        call.Chat < 0 ? BotAnswer.Refused(400, "Bad Request: chat not found") : null;

    protected override (string? ContentType, byte[] Content)? FindFile(string id) =>
        files.Find(id) is { } file ? (file.ContentType, file.Content) : null;

    protected override void Show(BotMessage message) => Open(message.Chat).Add(BubbleOf(message));

    protected override void ShowChange(BotMessage message)
    {
        var bubble = BubbleOf(message);
        Open(message.Chat).Update(bubble.Id, _ => bubble);
    }

    protected override void ShowDraft(long chat, BotText draft)
    {
        var id = Messages.NewId().ToString(CultureInfo.InvariantCulture);
        Open(chat).Preview(new Bubble(id, IsMine: false, Clock.GetUtcNow()) { Text = TelegramRuns.Of(draft) });
    }

    protected override void ShowAction(long chat, string action) => Open(chat).ShowTyping(TypingShows);

    private static Bubble BubbleOf(BotMessage message) => new(
        message.Id.ToString(CultureInfo.InvariantCulture), IsMine: false, message.At)
    {
        Text = TelegramRuns.Of(new BotText(message.Text, message.Entities)),
        Pictures = message.Photo is { } picture ? [picture] : [],
        Buttons = [.. message.Keyboard.Select(row => row.Select(ButtonOf).ToList())],
        State = BubbleState.Sent,
        IsEdited = message.EditedAt is not null,
    };

    private static BubbleButton ButtonOf(BotButton button) => new(button.Text, button.Data, button.Url);

    private SimulatedChat Open(long chat) => chats.Open(new ChatKey(
        ChannelKind.Telegram, Bot ?? "", string.Create(CultureInfo.InvariantCulture, $"+{chat}")));
}
