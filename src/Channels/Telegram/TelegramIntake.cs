using System.Globalization;
using Gateway.Channels.Consent;
using Gateway.Channels.Media;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Media;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;

namespace Gateway.Channels.Telegram;

/// <summary>Takes updates in, whichever way they came. The same update twice, by whatever ways, is one.</summary>
internal sealed partial class TelegramIntake(
    SessionEngine engine, ProviderOptOuts optOuts, MediaSources media, MediaPrefetch prefetch, TelegramMoves moves,
    TelegramQueries queries,
    TelegramMetrics metrics, TimeProvider clock, ILogger<TelegramIntake> logger)
{
    /// <summary>Takes an update in: when this says yes, it is durable or nothing for us.</summary>
    /// <returns>False when it could not be stored: it has to come again.</returns>
    public async Task<bool> TakeAsync(TelegramBot bot, Update update, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = TelegramMapping.Read(update, bot.Line, bot.Id, bot.Workspace.Locale) switch
            {
                TelegramEvent.Message message => await AcceptAsync(bot, message, cancellationToken),
                TelegramEvent.Press press => await PressAsync(bot, press),
                TelegramEvent.Consent consent => await HearAsync(bot, update.Id, consent, cancellationToken),
                TelegramEvent.Moved moved => await MoveAsync(bot, moved),
                TelegramEvent.Unused unused => unused.Reason,
                _ => "kind",
            };
            metrics.Took(outcome ?? "later");
            return outcome is not null;
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.NotStored(logger, error, bot.Line);
            metrics.Took("later");
            return false;
        }
    }

    private async Task<string?> AcceptAsync(
        TelegramBot bot, TelegramEvent.Message message, CancellationToken cancellationToken)
    {
        var address = await moves.OriginOf(bot.Id, message.Chat);
        var attachments = message.Files.Count == 0
            ? []
            : await media.RegisterAsync(
                [.. message.Files.Select((file, index) => SourceOf(bot, message, file, index))], cancellationToken);
        var accepted = await engine.AcceptAsync(
            Inbound(bot, message.Chat, address, message.ExternalId, message.Locale) with
            {
                SentAt = message.SentAt,
                Content = message.Content with { Attachments = attachments.Count > 0 ? attachments : null },
                Debounce = bot.Channel.DebounceOr(TelegramTraits.Debounce),
            });
        if (accepted.Outcome == AcceptOutcome.Accepted)
            prefetch.Add(bot.Workspace.Id, attachments);
        return Word(accepted.Outcome);
    }

    private async Task<string?> PressAsync(TelegramBot bot, TelegramEvent.Press press)
    {
        if (press.Chat is null)
        {
            await queries.AnswerAsync(bot, press.QueryId, TelegramWords.In(press.Locale ?? bot.Workspace.Locale).Stale);
            return "stale";
        }

        var address = await moves.OriginOf(bot.Id, press.Chat);
        var (choice, locale) = await ChoiceOf(bot, address, press.Data);
        if (choice is null)
        {
            await queries.AnswerAsync(
                bot, press.QueryId, TelegramWords.In(locale ?? press.Locale ?? bot.Workspace.Locale).Stale);
            return "stale";
        }

        var accepted = await engine.AcceptAsync(
            Inbound(bot, press.Chat, address, "q" + press.QueryId, press.Locale) with
            {
                Content = new MessageContent(choice.Title)
                {
                    Payload = choice.Payload,
                    Sender = press.Sender,
                    QuotedId = press.MessageId?.ToString(CultureInfo.InvariantCulture),
                },
            });
        await queries.AnswerAsync(bot, press.QueryId, words: null);
        return Word(accepted.Outcome);
    }

    /// <summary>
    /// The choice that a button stands for, if the running session has offered it; and the session's language.
    /// </summary>
    private async Task<(Choice? Choice, string? Locale)> ChoiceOf(
        TelegramBot bot, TelegramAddress address, string? data)
    {
        if (!TelegramChoice.TryParse(data, out var pressed) ||
            await engine.FindAsync(
            bot.Workspace.Id, ChannelKind.Telegram, address.ToString(), bot.Line) is not { } session ||
            !pressed.IsOf(session) ||
            await engine.ReadAsync(session, pressed.Seq - 1, 1) is not { } read
            || read.Session.Status == SessionStatus.Closed)
        {
            return (null, null);
        }

        var choices = read.Entries is [{ Role: not EntryRole.Contact } entry] && entry.Seq == pressed.Seq
            ? Choices.Of(entry.Parts)
            : [];
        return (pressed.Index < choices.Count ? choices[pressed.Index] : null, read.Session.Locale);
    }

    private async Task<string?> HearAsync(
        TelegramBot bot, int updateId, TelegramEvent.Consent consent, CancellationToken cancellationToken)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"telegram:{bot.Id}:{updateId}");
        await optOuts.HearAsync(
            new ProviderWord(
                bot.Workspace.Id, ChannelKind.Telegram, bot.Line, [consent.Chat.ToString()], consent.Keyword, source,
                consent.At ?? clock.GetUtcNow()),
            cancellationToken);
        return consent.Keyword == ConsentKeyword.Stop ? "blocked" : "unblocked";
    }

    private async Task<string?> MoveAsync(TelegramBot bot, TelegramEvent.Moved moved)
    {
        await moves.NoteAsync(bot.Id, moved.From, moved.To);
        return "moved";
    }

    private static InboundMessage Inbound(
        TelegramBot bot, TelegramAddress place, TelegramAddress address, string externalId, string? locale) => new()
        {
            Workspace = bot.Workspace.Id,
            Channel = ChannelKind.Telegram,
            Address = address.ToString(),
            Line = bot.Line,
            ReplyTo = place == address ? null : place.ToString(),
            ExternalId = externalId,
            Content = new MessageContent(""),
            Locale = locale ?? bot.Workspace.Locale,
        };

    private static MediaSource SourceOf(
        TelegramBot bot, TelegramEvent.Message message, TelegramFile file, int index) => new()
        {
            Workspace = bot.Workspace.Id,
            Channel = ChannelKind.Telegram,
            Line = bot.Line,
            MessageId = $"{message.Chat}:{message.ExternalId}",
            Index = index,
            Location = file.FileId,
            ContentType = file.ContentType,
            Name = file.Name,
            SizeBytes = file.SizeBytes,
        };

    private static string Word(AcceptOutcome outcome) => outcome == AcceptOutcome.Duplicate ? "duplicate" : "accepted";

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "An update for the bot {Bot} could not be stored; it is asked for again")]
        public static partial void NotStored(ILogger logger, Exception error, string bot);
    }
}
