using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Twilio.Base;
using Twilio.Clients;
using Twilio.Rest;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Rest.Api.V2010.Account.Message;
using Twilio.Rest.Messaging.V2;
using Twilio.Types;
using Request = Twilio.Http.Request;
using TwilioHttpMethod = Twilio.Http.HttpMethod;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Calls Twilio through its own SDK: one request for each call, an end after ten seconds, and an honest word about what
/// became of it.
/// </summary>
public sealed class TwilioClient(TwilioHttp http, TimeProvider clock)
{
    // A list's page must fit into the most that is read of an answer, whatever its texts are.
    private const int PageSize = 50;
    private const int MostPages = 2_000;
    private const int SidLength = 34;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // The list knows whole seconds only, and a request may be long on its way.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EarlyWhenRepeated = TimeSpan.FromMinutes(10);

    // Around midnight the two clocks may stand on two days.
    private static readonly TimeSpan DayOfDoubt = TimeSpan.FromMinutes(20);

    /// <summary>Hands a message over, once.</summary>
    /// <exception cref="OperationCanceledException">Given up; the message's fate is unknown.</exception>
    internal async Task<SendOutcome> SendAsync(
        TwilioAccount account, TwilioMessage message, CancellationToken cancellationToken)
    {
        using var call = new TwilioCall(http, account, clock, cancellationToken);
        try
        {
            var answer = await MessageResource.CreateAsync(OptionsFor(account, message), call.Client);
            return answer?.Sid is { Length: SidLength } sid
                ? new SendOutcome.Sent(sid)
                : new SendOutcome.Unknown("answer");
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the SDK made of it: what was seen on the wire decides.
            return OutcomeOf(call.Wire, clock);
        }
        catch (Exception)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>
    /// Looks for a message whose answer was lost: by recipient and day, then by sender, words and time, never one that
    /// is known to be another's.
    /// </summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="message">The message as it was handed over.</param>
    /// <param name="times">When that was.</param>
    /// <param name="others">Ids of other messages, which it cannot be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<FindOutcome> FindAsync(
        TwilioAccount account, TwilioMessage message, HandoverTimes times, IReadOnlyCollection<string> others,
        CancellationToken cancellationToken)
    {
        var early = times.WasRepeated ? EarlyWhenRepeated : Early;
        var search = new Search(message, times, early, Late, others);
        var byDay = new ReadMessageOptions
        {
            PathAccountSid = account.AccountSid,
            To = new PhoneNumber(message.To),
            DateSentAfter = DayOf(times.HandedAt - early - DayOfDoubt),
            PageSize = PageSize,
        };

        // What waits in Twilio's queue has no date of sending yet, so the day alone does not find it.
        var byRecipient = new ReadMessageOptions
        {
            PathAccountSid = account.AccountSid,
            To = new PhoneNumber(message.To),
            PageSize = PageSize
        };
        try
        {
            foreach (var (options, pages) in new[] { (byDay, 4), (byRecipient, 1) })
            {
                await foreach (var page in PagesAsync(account, options, pages, cancellationToken))
                    search.Look(page);
                if (search.Best is { } sid)
                    return new FindOutcome.Found(sid);
            }

            return new FindOutcome.NotFound();
        }
        catch (TwilioCallException error)
        {
            return new FindOutcome.NotAsked(error.Code);
        }
    }

    /// <summary>The inbound messages to a number since a time, as Twilio keeps them, the newest first.</summary>
    /// <param name="account">Whose number it is.</param>
    /// <param name="to">Our number: E.164, or <c>whatsapp:</c> and E.164.</param>
    /// <param name="since">From when on. Twilio's filter knows days; the rest is left out here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async IAsyncEnumerable<TwilioListedMessage> ListInboundAsync(
        TwilioAccount account, string to, DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new ReadMessageOptions
        {
            PathAccountSid = account.AccountSid,
            To = new PhoneNumber(to),
            DateSentAfter = DayOf(since),
            PageSize = PageSize,
        };
        await foreach (var page in PagesAsync(account, options, MostPages, cancellationToken))
        {
            var isNewEnough = page.Records.Count == 0;
            foreach (var listed in page.Records)
            {
                var at = TimeOf(listed.DateSent ?? listed.DateCreated) ?? since;
                isNewEnough |= at >= since;
                if (at >= since && listed.Direction == MessageResource.DirectionEnum.Inbound && listed.Sid is { } sid)
                    yield return new TwilioListedMessage(
                        sid, listed.From?.ToString() ?? "", listed.To ?? "", listed.Body ?? "",
                        CountOf(listed.NumMedia), at);
            }

            // The newest come first: behind a page of old ones there are only older ones.
            if (!isNewEnough)
                yield break;
        }
    }

    /// <summary>The files of a message.</summary>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<IReadOnlyList<TwilioFile>> ListMediaAsync(
        TwilioAccount account, string messageSid, CancellationToken cancellationToken)
    {
        var listed = await AskAsync(account, client => MediaResource.ReadAsync(
            new ReadMediaOptions(
            messageSid)
            { PathAccountSid = account.AccountSid, PageSize = PageSize, Limit = PageSize }, client),
            cancellationToken);
        return
        [
            .. listed.Select(media => new TwilioFile(
                media.Sid, media.ContentType ?? "application/octet-stream",
                new Uri(
                    $"{account.ApiBaseUrl.AbsoluteUri.TrimEnd('/')}/2010-04-01/Accounts/{account.AccountSid}/Messages/{messageSid}/Media/{media.Sid}"))),
        ];
    }

    /// <summary>Deletes a file at Twilio.</summary>
    /// <returns>False when Twilio had it no more.</returns>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<bool> DeleteMediaAsync(
        TwilioAccount account, string messageSid, string mediaSid, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(
                account, client => MediaResource.DeleteAsync(messageSid, mediaSid, account.AccountSid, client),
                cancellationToken);
        }
        catch (TwilioCallException error) when (error.Code is "20404" or "http-404")
        {
            return false;
        }
    }

    /// <summary>
    /// Shows a WhatsApp contact for 25 seconds, or until we write, that an answer is coming; marks their message as
    /// read. Public beta at Twilio.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="messageSid">The contact's message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioCallException">Twilio could not be asked, or does not offer it.</exception>
    public Task ShowTypingAsync(TwilioAccount account, string messageSid, CancellationToken cancellationToken) =>
        AskAsync(
            account,
            client => TypingIndicatorResource.CreateAsync(
            TypingIndicatorResource.ChannelEnum.Whatsapp, messageSid, client), cancellationToken);

    /// <summary>The account's telephone numbers, or the one that is asked for.</summary>
    /// <param name="account">The account.</param>
    /// <param name="number">E.164; null for all, at most 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<IReadOnlyList<TwilioNumber>> ListNumbersAsync(
        TwilioAccount account, string? number, CancellationToken cancellationToken)
    {
        var options = new ReadIncomingPhoneNumberOptions
        {
            PathAccountSid = account.AccountSid,
            PhoneNumber = number is null ? null : new PhoneNumber(number),
            PageSize = PageSize,
        };
        List<TwilioNumber> numbers = [];
        await foreach (var page in PagesAsync<IncomingPhoneNumberResource>(
            account, "incoming_phone_numbers", "IncomingPhoneNumbers", options.GetParams(), 20, cancellationToken))
        {
            numbers.AddRange(page.Records.Select(Describe));
        }

        return numbers;
    }

    /// <summary>Tells Twilio where to turn to with what comes to a number. What is null stays as it is.</summary>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<TwilioNumber> SetWebhooksAsync(
        TwilioAccount account, string numberSid, TwilioWebhooks webhooks, CancellationToken cancellationToken)
    {
        var options = new UpdateIncomingPhoneNumberOptions(numberSid)
        {
            PathAccountSid = account.AccountSid,
            SmsUrl = ToUri(webhooks.SmsUrl),
            SmsMethod = webhooks.SmsMethod is null ? null : new TwilioHttpMethod(webhooks.SmsMethod),
            SmsFallbackUrl = ToUri(webhooks.SmsFallbackUrl),
            StatusCallback = ToUri(webhooks.StatusCallback),
            VoiceUrl = ToUri(webhooks.VoiceUrl),
            VoiceMethod = webhooks.VoiceMethod is null ? null : new TwilioHttpMethod(webhooks.VoiceMethod),
            VoiceFallbackUrl = ToUri(webhooks.VoiceFallbackUrl),
        };
        return Describe(
            await AskAsync(
            account, client => IncomingPhoneNumberResource.UpdateAsync(options, client), cancellationToken));
    }

    internal static SendOutcome OutcomeOf(TwilioWire wire, TimeProvider clock)
    {
        if (wire.Status is not { } status)
            return wire.HasLeft ? new SendOutcome.Unknown("connection") : new SendOutcome.NotTaken("connection");
        var number = (int)status;
        var http = string.Create(CultureInfo.InvariantCulture, $"http-{number}");
        if (number is >= 200 and < 300)
            return new SendOutcome.Unknown("answer");
        if (number is >= 500 or 408 or < 200)
            return new SendOutcome.Unknown(http);
        if (number < 400)
            return new SendOutcome.NotTaken(http);
        var error = TwilioErrors.Of(number, TwilioCall.CodeOf(wire.Content));
        if (number == 429)
            return new SendOutcome.NotTaken(
                error.Code, WaitOf(wire.RetryAfter, clock) ?? error.Wait,
                Everyone: error is not { Kind: TwilioErrorKind.Retry, Everyone: false });
        return error.Kind switch
        {
            TwilioErrorKind.Retry =>
                new SendOutcome.NotTaken(error.Code, WaitOf(wire.RetryAfter, clock) ?? error.Wait, error.Everyone),
            TwilioErrorKind.OptOut => new SendOutcome.OptedOut(error.ToRefusal()),
            TwilioErrorKind.Window => new SendOutcome.OutsideWindow(error.ToRefusal()),
            TwilioErrorKind.ChannelDown => new SendOutcome.ChannelDown(error.ToRefusal()),
            _ => new SendOutcome.Refused(error.ToRefusal()),
        };
    }

    private static CreateMessageOptions OptionsFor(TwilioAccount account, TwilioMessage message) =>
        new(new PhoneNumber(message.To))
        {
            PathAccountSid = account.AccountSid,
            From = new PhoneNumber(message.From),
            MessagingServiceSid = message.MessagingServiceSid,
            Body = message.Content.Body,
            MediaUrl = message.Content.Media?.Select(address => new Uri(address)).ToList(),
            ContentSid = message.Content.Template,
            ContentVariables = message.Content.Variables,
            StatusCallback = message.StatusCallback,
            ValidityPeriod = message.ValiditySeconds,
        };

    private IAsyncEnumerable<ListPage<MessageResource>> PagesAsync(
        TwilioAccount account, ReadMessageOptions options, int most, CancellationToken cancellationToken) =>
        PagesAsync<MessageResource>(account, "messages", "Messages", options.GetParams(), most, cancellationToken);

    // The SDK turns its pages with blocking calls, so they are turned here.
    private async IAsyncEnumerable<ListPage<T>> PagesAsync<T>(
        TwilioAccount account, string key, string resource, List<KeyValuePair<string, string>> query, int most,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Resource
    {
        var request = new Request(
            TwilioHttpMethod.Get, Domain.Api, $"/2010-04-01/Accounts/{account.AccountSid}/{resource}.json",
            queryParams: query);
        for (var turned = 0; turned < most; turned++)
        {
            var asked = request;
            var (page, date) = await AskAsync(
                account,
                async client => await client.RequestAsync(asked) is var answer
                    ? (Page<T>.FromJson(key, answer.Content), answer.Headers?.Date)
                    : default,
                cancellationToken);
            yield return new ListPage<T>(page.Records, date);
            if (!page.HasNextPage())
                yield break;
            request = new Request(TwilioHttpMethod.Get, page.GetNextPageUrl(Domain.Api));
        }
    }

    private Task<T> AskAsync<T>(
        TwilioAccount account, Func<ITwilioRestClient, Task<T>> ask, CancellationToken cancellationToken) =>
        TwilioCall.AskAsync(http, account, clock, ask, cancellationToken);

    private static TimeSpan? WaitOf(RetryConditionHeaderValue? after, TimeProvider clock)
    {
        var wait = after?.Delta ?? after?.Date - clock.GetUtcNow();
        return wait is not { } asked
            ? null
            : asked < TimeSpan.Zero
            ? TimeSpan.Zero
            : asked > LongestWait
            ? LongestWait
            : asked;
    }

    private static TwilioNumber Describe(IncomingPhoneNumberResource number) => new(
        number.Sid, number.PhoneNumber?.ToString() ?? "",
        new TwilioWebhooks(
            number.SmsUrl?.OriginalString, number.SmsMethod?.ToString(), number.SmsFallbackUrl?.OriginalString,
            number.StatusCallback?.OriginalString)
        {
            VoiceUrl = number.VoiceUrl?.OriginalString,
            VoiceMethod = number.VoiceMethod?.ToString(),
            VoiceFallbackUrl = number.VoiceFallbackUrl?.OriginalString,
        });

    private static Uri? ToUri(string? address) => string.IsNullOrEmpty(address) ? null : new Uri(address);

    private static DateTime DayOf(DateTimeOffset time) => time.UtcDateTime.Date;

    private static int CountOf(string? number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static DateTimeOffset? TimeOf(DateTime? time) => time switch
    {
        null => null,
        { Kind: DateTimeKind.Unspecified } utc => new DateTimeOffset(utc, TimeSpan.Zero),
        { } known => new DateTimeOffset(known.ToUniversalTime()),
    };

    /// <summary>A page of a list.</summary>
    /// <param name="Records">What is on it.</param>
    /// <param name="Date">What time it was at Twilio, or null.</param>
    private readonly record struct ListPage<T>(IReadOnlyList<T> Records, DateTimeOffset? Date);

    /// <summary>
    /// Picks the message out of Twilio's list: of those that can be it, the one created closest to when ours was handed
    /// over. Should Twilio's clock and ours differ, what is created by either is looked at: a message not found would
    /// be sent twice.
    /// </summary>
    private sealed class Search(
        TwilioMessage message, HandoverTimes times, TimeSpan early, TimeSpan late, IReadOnlyCollection<string> others)
    {
        private TimeSpan _distance = TimeSpan.MaxValue;

        public string? Best { get; private set; }

        public void Look(ListPage<MessageResource> page)
        {
            var ahead = page.Date - times.AskedAt ?? TimeSpan.Zero;
            var from = times.HandedAt - early + (ahead < TimeSpan.Zero ? ahead : TimeSpan.Zero);
            var until = times.HandedAt + late + (ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero);
            foreach (var listed in page.Records)
            {
                if (listed.Sid is not { } sid || TimeOf(listed.DateCreated) is not { } at || at < from || at > until
                    || !Fits(listed) || others.Contains(sid))
                    continue;
                var distance = (at - ahead - times.HandedAt).Duration();
                if (distance < _distance)
                    (_distance, Best) = (distance, sid);
            }
        }

        private bool Fits(MessageResource listed) =>
            listed.Direction != MessageResource.DirectionEnum.Inbound &&
            listed.To == message.To &&
            (listed.From?.ToString() == message.From ||
                (message.MessagingServiceSid is { } service && listed.MessagingServiceSid == service)) &&
            (message.Content.Template is not null || Plain(listed.Body) == Plain(message.Content.Body));

        // A template's words are Twilio's; of our own, spaces at the ends and line ends may change on their way.
        private static string Plain(string? text) =>
            (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
    }
}
