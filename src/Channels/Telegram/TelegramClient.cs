using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests.Abstractions;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Calls the Bot API as one bot: one request a call, with an end, and no exception that could carry the token.
/// </summary>
internal sealed partial class TelegramClient
{
    private readonly TelegramBotClient _bot;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;

    private TelegramClient(TelegramBotClient bot, TimeProvider clock, TimeSpan timeout) =>
        (_bot, _clock, _timeout) = (bot, clock, timeout);

    /// <summary>The bot's number, which begins its token.</summary>
    public long BotId => _bot.BotId;

    /// <summary>A client for a token; null when it does not look like one.</summary>
    public static TelegramClient? For(string? token, TelegramOptions options, HttpClient http, TimeProvider clock) =>
        token is not null && Token().IsMatch(token)
            ? new TelegramClient(
                new TelegramBotClient(
                    new TelegramBotClientOptions(token, options.ApiBase.AbsoluteUri) { RetryCount = 0 }, http),
                clock, TimeSpan.FromSeconds(options.TimeoutSeconds))
            : null;

    /// <summary>Asks Telegram for something.</summary>
    /// <param name="request">What for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="longer">How much longer than usual it may take.</param>
    /// <exception cref="OperationCanceledException">The caller gave up; it may or may not have been done.</exception>
    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "The boundary to the SDK: whatever it throws is told in our words, without its own, which could hold the address.")]
    public async Task<TelegramAnswer<T>> AskAsync<T>(
        IRequest<T> request, CancellationToken cancellationToken, TimeSpan longer = default)
    {
        using var deadline = new CancellationTokenSource(_timeout + longer, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return new TelegramAnswer<T>.Done(await _bot.SendRequest(request, either.Token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Not the SDK's own exception: a new one has nothing inside.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (ApiRequestException error) when (error.ErrorCode is >= 400 and < 500)
        {
            return new TelegramAnswer<T>.Refused(
                error.ErrorCode, error.Message.Replace(_bot.Token, "…", StringComparison.Ordinal),
                error.Parameters?.RetryAfter is { } seconds
                    ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 86_400))
                    : null, error.Parameters?.MigrateToChatId);
        }
        catch (RequestException error)
            when (error is not ApiRequestException && error.HttpStatusCode is { } status && IsRefusal(status))
        {
            return new TelegramAnswer<T>.Refused((int)status, status.ToString());
        }
        catch (RequestException error)
            when (error.InnerException is HttpRequestException { HttpRequestError: var fault } && NeverConnected(fault))
        {
            return new TelegramAnswer<T>.NotSent(fault.ToString());
        }
        catch (RequestException error)
            when (error.InnerException is TaskCanceledException { InnerException: TimeoutException })
        {
            // Only SocketsHttpHandler's time-out for connecting looks like that here: the client's own is infinite, and
            // ours is a plain cancellation.
            return new TelegramAnswer<T>.NotSent("ConnectTimeout");
        }
        catch (OperationCanceledException)
        {
            return new TelegramAnswer<T>.Unclear("timeout");
        }
        catch (Exception error)
        {
            return new TelegramAnswer<T>.Unclear(error switch
            {
                ApiRequestException api => $"status{api.ErrorCode}",
                RequestException { HttpStatusCode: { } status } => $"status{(int)status}",
                { InnerException: HttpRequestException { HttpRequestError: var fault } } => fault.ToString(),
                _ => error.GetType().Name,
            });
        }
    }

    // An answer that is not Telegram's (a proxy's page) but says clearly that the request went no further.
    private static bool IsRefusal(HttpStatusCode status) =>
        (int)status is >= 400 and < 500 && status != HttpStatusCode.RequestTimeout;

    private static bool NeverConnected(HttpRequestError fault) =>
        fault is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    [GeneratedRegex(@"\A[0-9]{1,16}:[A-Za-z0-9_-]{3,100}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
