using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Telegram.Bot.Types;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Telegram's way out. A reply whose beginning is on the screen already is finished there; everything else is a new
/// message.
/// </summary>
internal sealed class TelegramAdapter(
    TelegramBots bots, TelegramRenderer renderer, TelegramMoves moves, TelegramFloods floods, Previews previews,
    SessionReader sessions,
    TimeProvider clock) : IChannelAdapter
{
    // A call that shows the beginning of a reply has ended by then, whatever became of the node that made it.
    private static readonly TimeSpan PreviewIsOver = TimeSpan.FromSeconds(30);

    // A draft that is late is gone in half a minute; a message that is late would stay.
    private static readonly TimeSpan DraftIsOver = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private const int MostLooks = 40;

    // 90 % of what Telegram publishes (Bots FAQ): 1 a second to a person, 20 a minute to a group, 30 a second in all.
    private const double BotPerSecond = 27;
    private const double ChatPerSecond = 0.9;
    private const double GroupPerSecond = 0.3;

    public string Channel => ChannelKind.Telegram;

    public ChannelCapabilities Capabilities { get; } = new(
        TelegramRenderer.MaxText, HasButtons: true, HasReceipts: false, CanFind: false);

    /// <summary>How fast a chat takes messages, and how many of them at once.</summary>
    public static Pace PaceOf(TelegramAddress address) => address.IsPrivate
        ? new Pace(BotPerSecond, BotPerSecond, ChatPerSecond, RecipientBurst: 2)
        : new Pace(BotPerSecond, BotPerSecond, GroupPerSecond, RecipientBurst: 1);

    public Rendering Render(OutboundContext context)
    {
        if (!TelegramAddress.TryParse(context.Delivery.Session.ReplyTo, out _))
            return Rendering.Refused("badAddress", "the session's address is not a chat of Telegram's");
        var messages = renderer.Render(context.Delivery);
        return messages.Count == 0
            ? Rendering.Refused("empty", "the entry holds nothing that can be shown on Telegram")
            : new Rendering([.. messages.Select(message => message.ToJson())]);
    }

    public Pace PaceOf(OutboundContext context, OutboundMessage message)
    {
        var pace = PaceOf(
            TelegramAddress.TryParse(context.Delivery.Session.ReplyTo, out var address)
            ? address
            : new TelegramAddress(1));
        return TelegramWire.Parse(message.Wire).Photos is { Count: > 1 } album
            ? pace with { Cost = album.Count }
            : pace;
    }

    public async Task<SendOutcome> SendAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (bots.Of(context.Workspace, context.Channel) is not { } bot)
            return new SendOutcome.ChannelDown(new Refusal("badToken", TelegramBots.BadToken));
        if (!TelegramAddress.TryParse(context.Delivery.Session.ReplyTo, out var address))
            return new SendOutcome.Refused(
                new Refusal("badAddress", "the session's address is not a chat of Telegram's"));
        try
        {
            address = await moves.PlaceOf(bot.Id, address);
            var wire = TelegramWire.Parse(message.Wire);
            var preview = await PreviewOf(context.Delivery, message, wire, cancellationToken);
            return preview switch
            {
                _ when cancellationToken.IsCancellationRequested => new SendOutcome.NotTaken("preview", LookAgain),
                { State: TelegramPreviewState.Sending } => new SendOutcome.NotTaken("preview", LookAgain),
                { State: TelegramPreviewState.Editing } => new SendOutcome.NotTaken("preview", LookAgain),
                // It was let through before Telegram had asked to wait.
                { State: TelegramPreviewState.Held } => new SendOutcome.NotTaken("held", LookAgain),
                { State: TelegramPreviewState.Shown } =>
                    await FinishAsync(bot, address, context.Delivery, preview.MessageId, wire, cancellationToken),
                _ => await SendAsync(bot, address, wire, cancellationToken),
            };
        }
        catch (SessionStoreUnavailableException)
        {
            // Nothing was asked of Telegram yet, or it has said that it did nothing.
            return new SendOutcome.NotTaken("store");
        }
    }

    public Task<FindOutcome> FindAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<FindOutcome>(new FindOutcome.NotAsked("Telegram cannot be asked what it was sent"));

    /// <summary>What is finished in its place: the same change twice is one change.</summary>
    public async Task<bool> MayRepeatAsync(OutboundContext context, OutboundMessage message) =>
        TelegramPreview.Parse(context.Delivery.Preview).MessageId > 0
        && await IsShownBeforeAsync(context.Delivery, message, TelegramWire.Parse(message.Wire));

    public bool RepeatsUnknown(OutboundContext context) => context.Channel.SettingsOf<TelegramSettings>().RepeatUnknown;

    /// <summary>What stands on the screen already of what is to be sent now.</summary>
    private async Task<TelegramPreview> PreviewOf(
        OutboundEntry delivery, OutboundMessage message, TelegramWire wire, CancellationToken cancellationToken)
    {
        var preview = TelegramPreview.Parse(delivery.Preview);
        if (preview.State == TelegramPreviewState.None || !await IsShownBeforeAsync(delivery, message, wire))
            return new TelegramPreview(TelegramPreviewState.None);
        if (delivery.Now - delivery.Entry.At >= (preview.State == TelegramPreviewState.Drafting
            ? DraftIsOver
            : PreviewIsOver))
        {
            return preview.MessageId == 0
                ? new TelegramPreview(TelegramPreviewState.None)
                : preview with { State = TelegramPreviewState.Shown };
        }

        // What is under way has begun before the commit and ends any moment. Who has no time left to wait for it has
        // asked nothing of Telegram.
        var before = preview;
        for (var looks = 0; looks < MostLooks && preview.IsUnderWay && !cancellationToken.IsCancellationRequested;
            looks++)
        {
            await Task.Delay(LookEvery, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            preview = TelegramPreview.Parse(await previews.ReadAsync(TurnOf(delivery)));
        }

        return before is { State: TelegramPreviewState.Held, MessageId: var shown }
            ? new TelegramPreview(shown == 0 ? TelegramPreviewState.None : TelegramPreviewState.Shown, shown)
            : preview;
    }

    /// <summary>Whether it is what a preview shows the beginning of.</summary>
    private async Task<bool> IsShownBeforeAsync(OutboundEntry delivery, OutboundMessage message, TelegramWire wire) =>
        message.Id.Index == 0 && wire.Photos is null && await IsFirstOfTurnAsync(delivery);

    /// <summary>A turn's preview is of its first entry.</summary>
    private async Task<bool> IsFirstOfTurnAsync(OutboundEntry delivery)
    {
        var before = await sessions.ReadAsync(delivery.Id.Session, Math.Max(delivery.Entry.Seq - 2, 0), 1);
        return before?.Entries is not [var entry] || entry.Seq >= delivery.Entry.Seq
            || entry.TurnId != delivery.Entry.TurnId;
    }

    private async Task<SendOutcome> FinishAsync(
        TelegramBot bot, TelegramAddress address, OutboundEntry delivery, int shown, TelegramWire wire,
        CancellationToken cancellationToken)
    {
        var answer = await bot.Client.AskAsync(TelegramRequests.Edit(address, shown, wire), cancellationToken);
        if (answer is TelegramAnswer<Message>.Refused unread && IsNotParsed(unread))
            answer = await bot.Client.AskAsync(
                TelegramRequests.Edit(address, shown, wire, asHtml: false), cancellationToken);
        switch (answer)
        {
            case TelegramAnswer<Message>.Refused { Code: 400 } same when same.Says("not modified"):
                return Sent(shown);
            case TelegramAnswer<Message>.Refused { Code: 400 } gone when gone.Says("message to edit not found")
                || gone.Says("message can't be edited") || gone.Says("MESSAGE_ID_INVALID"):
                // The contact has deleted it: it is sent anew.
                await previews.WriteAsync(TurnOf(delivery), new TelegramPreview(TelegramPreviewState.None).ToString());
                return new SendOutcome.NotTaken("previewGone", LookAgain);
            case TelegramAnswer<Message>.Unclear unclear:
                // The same change twice is one change.
                return new SendOutcome.NotTaken(unclear.Reason);
            default:
                return Outcome(bot, address, answer, message => message.Id);
        }
    }

    private async Task<SendOutcome> SendAsync(
        TelegramBot bot, TelegramAddress address, TelegramWire wire, CancellationToken cancellationToken)
    {
        if (wire.Photos is { Count: > 1 })
        {
            var album = await bot.Client.AskAsync(TelegramRequests.Album(address, wire), cancellationToken);
            // Its cards are told in words by the message that follows.
            return album is TelegramAnswer<Message[]>.Refused { Code: 400 } refused && refused.MigrateTo is null
                && IsPicture(refused)
                ? new SendOutcome.Sent("none")
                : await MovedAsync(bot, address, album)
                    ?? Outcome(bot, address, album, messages => messages.Length > 0 ? messages[0].Id : 0);
        }

        var answer = wire.Photos is null
            ? await bot.Client.AskAsync(TelegramRequests.Text(address, wire), cancellationToken)
            : await bot.Client.AskAsync(TelegramRequests.Photo(address, wire), cancellationToken);
        if (answer is TelegramAnswer<Message>.Refused { Code: 400 } first)
        {
            // Nothing was sent, and something was wrong with the form alone: the same words once more, without it.
            if (IsNotParsed(first))
            {
                answer = wire.Photos is null
                    ? await bot.Client.AskAsync(TelegramRequests.Text(address, wire, asHtml: false), cancellationToken)
                    : await bot.Client.AskAsync(
                        TelegramRequests.Photo(address, wire, asHtml: false), cancellationToken);
            }
            else if (wire.Photos is not null && wire.Html.Length > 0 && IsPicture(first))
            {
                answer = await bot.Client.AskAsync(TelegramRequests.Text(address, wire), cancellationToken);
            }
        }

        return await MovedAsync(bot, address, answer) ?? Outcome(bot, address, answer, message => message.Id);
    }

    private async Task<SendOutcome?> MovedAsync<T>(TelegramBot bot, TelegramAddress address, TelegramAnswer<T> answer)
    {
        if (answer is not TelegramAnswer<T>.Refused { MigrateTo: { } to })
            return null;
        await moves.NoteAsync(bot.Id, address.Chat, to);
        return new SendOutcome.NotTaken("moved", LookAgain);
    }

    private SendOutcome Outcome<T>(
        TelegramBot bot, TelegramAddress address, TelegramAnswer<T> answer, Func<T, int> idOf) => answer switch
        {
            TelegramAnswer<T>.Done done => Sent(idOf(done.Result)),
            TelegramAnswer<T>.NotSent notSent => new SendOutcome.NotTaken(notSent.Reason),
            TelegramAnswer<T>.Unclear unclear => new SendOutcome.Unknown(unclear.Reason),
            TelegramAnswer<T>.Refused refused => TelegramOutcomes.Of(refused, () => floods.Note(bot.Id, address.Chat)),
            _ => throw new InvalidOperationException("Telegram's answer is of no known kind."),
        };

    private static SendOutcome.Sent Sent(int message) => new(message.ToString(CultureInfo.InvariantCulture));

    private static bool IsNotParsed<T>(TelegramAnswer<T>.Refused refused) =>
        refused.Code == 400 && refused.Says("can't parse");

    private static bool IsPicture<T>(TelegramAnswer<T>.Refused refused) =>
        refused.Says("HTTP URL") || refused.Says("wrong file") || refused.Says("wrong type of the web page") ||
        refused.Says("PHOTO_") || refused.Says("IMAGE_") ||
        refused.Says("WEBPAGE_") || refused.Says("MEDIA_EMPTY");

    private static TurnId TurnOf(OutboundEntry delivery)
    {
        var turn = delivery.Entry.TurnId!;
        return new TurnId(
            delivery.Id.Session, long.Parse(turn.AsSpan(turn.LastIndexOf('-') + 1), CultureInfo.InvariantCulture));
    }
}
