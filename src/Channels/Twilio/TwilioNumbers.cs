using System.Globalization;
using System.Text.Json;
using Twilio.Rest;
using Request = Twilio.Http.Request;
using TwilioHttpMethod = Twilio.Http.HttpMethod;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Telephone numbers at Twilio: what one costs, which are free, which are ours; buys, sets up and gives back. One
/// request for each call; nothing is tried again here, since a number bought twice is paid twice.
/// </summary>
public sealed class TwilioNumbers(TwilioHttp http, TimeProvider clock)
{
    /// <summary>The longest <c>FriendlyName</c> that Twilio takes, in characters.</summary>
    public const int LongestName = 64;

    private const int PageSize = 20;

    // Twilio's code for a number that is not to be had (any more).
    private const string NotAvailable = "21422";

    /// <summary>What a number costs a month.</summary>
    /// <param name="account">Whose prices.</param>
    /// <param name="country">ISO 3166-1, two capital letters.</param>
    /// <param name="type"><c>local</c>, <c>mobile</c> or <c>toll free</c>, as Twilio's list writes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when Twilio sells none of those there.</returns>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<TwilioPrice?> PriceAsync(
        TwilioAccount account, string country, string type, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            account, new Request(TwilioHttpMethod.Get, Domain.Pricing, $"/v1/PhoneNumbers/Countries/{country}"),
            cancellationToken);
        foreach (var price in Items(answer, "phone_number_prices"))
        {
            if (!type.Equals(Text(price, "number_type"), StringComparison.OrdinalIgnoreCase))
                continue;
            if (Amount(price, "current_price") is { } amount && Text(answer, "price_unit") is { Length: 3 } unit)
                return new TwilioPrice(amount, unit.ToUpperInvariant());
        }

        return null;
    }

    /// <summary>Numbers that can be bought, at most 20, that take calls and text messages.</summary>
    /// <param name="account">Who would buy.</param>
    /// <param name="search">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<IReadOnlyList<TwilioOffer>> SearchAsync(
        TwilioAccount account, TwilioSearch search, CancellationToken cancellationToken)
    {
        var request = new Request(
            TwilioHttpMethod.Get, Domain.Api,
            $"/2010-04-01/Accounts/{account.AccountSid}/AvailablePhoneNumbers/{search.Country}/{search.Kind}.json",
            queryParams: search.ToQuery(PageSize));
        var answer = await AskAsync(account, request, cancellationToken);
        return
        [
            .. Items(answer, "available_phone_numbers")
                .Where(offer => search.Fits(Text(offer, "phone_number")) && Has(offer, "voice") && Has(offer, "SMS"))
                .Select(offer => new TwilioOffer(
                    Text(offer, "phone_number")!, Text(offer, "address_requirements") ?? "none")),
        ];
    }

    /// <summary>The account's numbers of that name or of that number, exactly.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="name">The friendly name; null for any.</param>
    /// <param name="number">E.164; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<IReadOnlyList<TwilioOwnNumber>> FindAsync(
        TwilioAccount account, string? name, string? number, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> query = [new("PageSize", "50")];
        if (name is not null)
            query.Add(new("FriendlyName", name));
        if (number is not null)
            query.Add(new("PhoneNumber", number));
        var answer = await AskAsync(
            account, new Request(TwilioHttpMethod.Get, Domain.Api, PathOf(account), queryParams: query),
            cancellationToken);
        return
        [
            .. Items(answer, "incoming_phone_numbers").Select(Read).OfType<TwilioOwnNumber>()
                .Where(one => (name is null || one.Name == name) && (number is null || one.Number == number)),
        ];
    }

    /// <summary>Buys a number, once.</summary>
    /// <param name="account">Who pays.</param>
    /// <param name="order">Which number, and the name that it is found again by.</param>
    /// <param name="cancellationToken">Gives up; whether it was bought nobody knows then.</param>
    public async Task<TwilioPurchase> BuyAsync(
        TwilioAccount account, TwilioOrder order, CancellationToken cancellationToken)
    {
        using var call = new TwilioCall(http, account, clock, cancellationToken);
        try
        {
            var request = new Request(TwilioHttpMethod.Post, Domain.Api, PathOf(account), postParams: order.ToForm());
            var answer = await call.Client.RequestAsync(request);
            using var json = JsonDocument.Parse(answer.Content ?? "");
            return Read(json.RootElement) is { } bought
                ? new TwilioPurchase.Bought(bought)
                : new TwilioPurchase.Unknown();
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return call.Wire.Status is { } status && (int)status is >= 400 and < 500 and not 408
                && call.ToException() is var refused
                ? new TwilioPurchase.Refused(refused.Code, refused.Message, refused.Code == NotAvailable)
                : call.Wire is { Status: null, HasLeft: false }
                ? new TwilioPurchase.Refused("connection", "Twilio cannot be reached.", IsGone: false)
                : new TwilioPurchase.Unknown();
        }
        catch (Exception)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Sets a number up: what is named, and nothing else. An empty value takes a setting away.</summary>
    /// <exception cref="TwilioCallException">Twilio could not be asked, or refuses.</exception>
    public Task SetAsync(
        TwilioAccount account, string sid, IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken cancellationToken) => AskAsync(
        account,
        new Request(TwilioHttpMethod.Post, Domain.Api, PathOf(account, sid), postParams: [.. fields]),
        cancellationToken);

    /// <summary>Gives a number back.</summary>
    /// <returns>False when the account has it no more.</returns>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<bool> ReleaseAsync(TwilioAccount account, string sid, CancellationToken cancellationToken)
    {
        try
        {
            await TwilioCall.AskAsync(
                http, account, clock,
                client => client.RequestAsync(
                    new Request(TwilioHttpMethod.Delete, Domain.Api, PathOf(account, sid))),
                cancellationToken);
            return true;
        }
        catch (TwilioCallException error) when (error.Code is "20404" or "http-404")
        {
            return false;
        }
    }

    /// <summary>The active sub-account of that name; null when there is none.</summary>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public async Task<TwilioSubAccount?> FindSubAccountAsync(
        TwilioAccount account, string name, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            account,
            new Request(
                TwilioHttpMethod.Get, Domain.Api, "/2010-04-01/Accounts.json",
                queryParams: [new("FriendlyName", name), new("Status", "active")]),
            cancellationToken);
        return Items(answer, "accounts").Where(one => Text(one, "friendly_name") == name)
            .Select(ReadAccount).OfType<TwilioSubAccount>().FirstOrDefault();
    }

    /// <summary>Opens a sub-account.</summary>
    /// <exception cref="TwilioCallException">Whether it was opened nobody knows: look for it by its name.</exception>
    public async Task<TwilioSubAccount> OpenSubAccountAsync(
        TwilioAccount account, string name, CancellationToken cancellationToken) =>
        ReadAccount(await AskAsync(
            account,
            new Request(
                TwilioHttpMethod.Post, Domain.Api, "/2010-04-01/Accounts.json",
                postParams: [new("FriendlyName", name)]),
            cancellationToken))
        ?? throw new TwilioCallException("answer", "Twilio's answer names no account.");

    private Task<JsonElement> AskAsync(
        TwilioAccount account, Request request, CancellationToken cancellationToken) => TwilioCall.AskAsync(
        http, account, clock,
        async client => JsonElement.Parse((await client.RequestAsync(request)).Content ?? ""), cancellationToken);

    private static string PathOf(TwilioAccount account, string? sid = null) =>
        $"/2010-04-01/Accounts/{account.AccountSid}/IncomingPhoneNumbers{(sid is null ? "" : $"/{sid}")}.json";

    private static TwilioOwnNumber? Read(JsonElement json) =>
        Text(json, "sid") is { Length: > 0 } sid && Text(json, "phone_number") is { Length: > 0 } number
            ? new TwilioOwnNumber(sid, number, Text(json, "friendly_name") ?? "")
            {
                SmsUrl = Text(json, "sms_url"),
                SmsMethod = Text(json, "sms_method"),
                VoiceUrl = Text(json, "voice_url"),
                VoiceMethod = Text(json, "voice_method"),
                VoiceFallbackUrl = Text(json, "voice_fallback_url"),
                StatusCallback = Text(json, "status_callback"),
            }
            : null;

    private static TwilioSubAccount? ReadAccount(JsonElement json) =>
        Text(json, "sid") is { } sid && TwilioSettings.IsSid("AC", sid)
        && Text(json, "auth_token") is { Length: > 0 } token
            ? new TwilioSubAccount(sid, token)
            : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list)
        && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new TwilioCallException("answer", $"Twilio's answer has no {name}.");

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // Twilio writes prices as texts in some places and as numbers in others.
    private static decimal? Amount(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && decimal.TryParse(
            value.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;

    private static bool Has(JsonElement offer, string capability) =>
        offer.TryGetProperty("capabilities", out var capabilities)
        && capabilities.ValueKind == JsonValueKind.Object && capabilities.EnumerateObject().Any(one =>
            one.Name.Equals(capability, StringComparison.OrdinalIgnoreCase)
            && one.Value.ValueKind == JsonValueKind.True);
}
