using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Channels.Sms;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Stage;
using Gateway.Simulator.Telegram;
using Gateway.Simulator.Twilio;

namespace Gateway.Simulator;

/// <summary>
/// The phones of the people who try the gateway: what they write goes out by the channel, what comes back is kept for
/// them.
/// </summary>
internal sealed class Phones(
    Simulation simulation, SimulatedChats chats, SimulatedFiles files, TwilioInbound twilio, TelegramInbound telegram,
    SimulatedTelegram bot,
    IWorkspaces workspaces, TimeProvider time)
{
    private const int MaxLength = 4_096;
    private const int MaxName = 60;

    /// <summary>The channels of a workspace that can be tried.</summary>
    public IEnumerable<WorkspaceChannel> ChannelsOf(Workspace workspace) =>
        workspace.Channels.Where(simulation.Simulates);

    /// <summary>The conversation of a person with a workspace by a channel.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="kind">sms, whatsapp or telegram.</param>
    /// <param name="person">The person's number, E.164.</param>
    /// <param name="key">Whose conversation.</param>
    /// <param name="problem">What is wrong with the question.</param>
    public bool TryFind(
        string? workspace, string? kind, string? person, [NotNullWhen(true)] out ChatKey? key,
        [NotNullWhen(false)] out string? problem)
    {
        (key, problem) = (null, null);
        if (!workspaces.TryGet(workspace, out var business))
            problem = "There is no such workspace.";
        else if (ChannelsOf(business).FirstOrDefault(channel => channel.Kind == kind) is not { Line: { } line })
            problem =
                $"The workspace {business.Id} has no simulated channel of the kind {(kind is ChannelKind.Sms or ChannelKind.WhatsApp or ChannelKind.Telegram ? kind : "asked for")}.";
        else if (person is null || !E164.Is(person))
            problem = "from: expected a number in E.164 form such as +33639980001.";
        else
            key = new ChatKey(kind!, line, person);
        return key is not null;
    }

    /// <summary>The conversation itself.</summary>
    public SimulatedChat Open(ChatKey key) => chats.Open(key);

    /// <summary>What is wrong with a message, or null.</summary>
    public string? Refuse(ChatKey key, PhoneMessage message)
    {
        if (message.Name is { Length: > MaxName } || (message.Text?.Length ?? 0) > MaxLength)
            return $"text: expected at most {MaxLength} characters.";
        if (message.Location is { } place && (Math.Abs(place.Latitude) > 90 || Math.Abs(place.Longitude) > 180))
            return "location: expected degrees.";
        if (message.PhotoId is { } photo && files.Find(photo) is null)
            return "photoId: there is no such picture.";
        var saysSomething = !string.IsNullOrWhiteSpace(message.Text) || message.Location is not null ||
            message.Data is not null || message.PhotoId is not null ||
            (message.SharesNumber && key.Kind == ChannelKind.Telegram);
        return saysSomething ? null : "text: expected words.";
    }

    /// <summary>Sends what a person wrote or pressed.</summary>
    /// <returns>Whether the gateway took it.</returns>
    public async Task<bool> SendAsync(ChatKey key, PhoneMessage message, CancellationToken cancellationToken)
    {
        var chat = chats.Open(key);
        var isTelegram = key.Kind == ChannelKind.Telegram;
        var number = isTelegram ? bot.Messages.NewId() : 0;
        var id = isTelegram
            ? number.ToString(CultureInfo.InvariantCulture)
            : SimulatedTwilio.NewSid(message.PhotoId is null ? "SM" : "MM");
        var isPress = isTelegram && message.Data is not null;

        // In Telegram a press is no message: only the bot sees it.
        if (!isPress)
            chat.Add(Show(key, message, id));
        var isTaken = isTelegram
            ? await telegram.SendAsync(key, message, number, cancellationToken)
            : await twilio.SendAsync(key, message, id, cancellationToken);
        chat.Update(id, bubble => bubble.State == BubbleState.Queued
            ? bubble with
            {
                State = isTaken ? BubbleState.Delivered : BubbleState.Failed,
                Problem = isTaken ? null : "The gateway did not take it."
            }
            : bubble);
        return isTaken;
    }

    private Bubble Show(ChatKey key, PhoneMessage message, string id)
    {
        var text = message.Text ?? (message.SharesNumber ? key.Person : message.Location is { } place
            ? string.Create(
                CultureInfo.InvariantCulture, $"{place.Label ?? "📍"} {place.Latitude:0.####}, {place.Longitude:0.####}")
            : "");
        var length = SmsSegments.Measure(text);
        return new Bubble(id, IsMine: true, time.GetUtcNow())
        {
            Text = key.Kind == ChannelKind.WhatsApp ? WhatsAppText.Read(text) : PlainText.Read(text),
            Pictures = message.PhotoId is { } photo ? [SimulatedFiles.AddressOf(photo)] : [],
            // With a picture it is an MMS, which is not counted in segments.
            Segments = key.Kind == ChannelKind.Sms && message.PhotoId is null ? length.Segments : null,
            Encoding = key.Kind == ChannelKind.Sms && message.PhotoId is null ? length.Encoding : null,
        };
    }
}
