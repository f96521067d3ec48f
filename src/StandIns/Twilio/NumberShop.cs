using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Twilio;

/// <summary>
/// Twilio's telephone numbers: which can be bought and for how much, which an account has, and the accounts below the
/// main one. A number is sold once.
/// </summary>
/// <param name="accountSid">The main account.</param>
/// <param name="newSid">Makes an id of a prefix.</param>
public sealed class NumberShop(string accountSid, Func<string, string> newSid)
{
    private const string Json = ".json";

    private readonly Lock _gate = new();

    /// <summary>What the accounts have, by id.</summary>
    public ConcurrentDictionary<string, KeptNumber> Numbers { get; } = new();

    /// <summary>The accounts below the main one, by id.</summary>
    public ConcurrentDictionary<string, KeptAccount> Accounts { get; } = new();

    /// <summary>What can be bought; in the order it is offered.</summary>
    public ConcurrentQueue<KeptOffer> Offers { get; } = new();

    /// <summary>What a number costs a month, by country and kind as the price list names it.</summary>
    public ConcurrentDictionary<(string Country, string Kind), decimal> Prices { get; } = new();

    /// <summary>The currency of the prices.</summary>
    public string PriceUnit { get; set; } = "USD";

    /// <summary>How many were bought.</summary>
    public int Bought { get; private set; }

    /// <summary>Answers what is about numbers and accounts.</summary>
    /// <returns>Null when it is about something else.</returns>
    public (int Status, object? Body)? Answer(string method, string path, IQueryCollection query, IFormCollection form)
    {
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, steps) switch
        {
            ("GET", ["v1", "PhoneNumbers", "Countries", var country]) => (200, PricesOf(country)),
            ("GET", [_, "Accounts.json"]) => (200, TwilioResources.Page(
                path, query, "accounts", [.. Accounts.Values
                    .Where(one => !query.TryGetValue("FriendlyName", out var name) || one.FriendlyName == name)
                    .Where(one => !query.TryGetValue("Status", out var status) || one.Status == status)])),
            ("POST", [_, "Accounts.json"]) => (201, Open(form["FriendlyName"].ToString())),
            ("GET", [_, "Accounts", _, "AvailablePhoneNumbers", var country, var kind]) => (200,
                new Dictionary<string, object?>
                {
                    ["available_phone_numbers"] = Offered(country, IdOf(kind), query).ToList(),
                    ["uri"] = path,
                }),
            ("GET", [_, "Accounts", var account, "IncomingPhoneNumbers.json"]) => (200, TwilioResources.Page(
                path, query, "incoming_phone_numbers", [.. Owned(account, query)])),
            ("POST", [_, "Accounts", var account, "IncomingPhoneNumbers.json"]) => Buy(account, form),
            ("POST", [_, "Accounts", var account, "IncomingPhoneNumbers", var sid]) =>
                Find(account, IdOf(sid)) is { } number
                    ? (200, Numbers[number.Sid] = number.With(form))
                    : (404, TwilioFailure.NotFound),
            ("DELETE", [_, "Accounts", var account, "IncomingPhoneNumbers", var sid]) =>
                Find(account, IdOf(sid)) is { } number && Numbers.TryRemove(number.Sid, out _)
                    ? (204, null)
                    : (404, TwilioFailure.NotFound),
            _ => null,
        };
    }

    private (int, object) Buy(string account, IFormCollection form)
    {
        lock (_gate)
        {
            var wanted = form["PhoneNumber"].ToString();
            if (Numbers.Values.Any(one => one.Number == wanted)
                || Offers.FirstOrDefault(one => one.Number == wanted) is not { } offer)
                return (400, new TwilioFailure(21422, $"{wanted} is not available"));
            if (offer.AddressRequirements != "none" && form["AddressSid"].Count == 0)
                return (400, new TwilioFailure(21631, "The country asks for an address"));
            var number = new KeptNumber { Sid = newSid("PN"), AccountSid = account, Number = wanted }.With(form);
            Bought++;
            return (201, Numbers[number.Sid] = number);
        }
    }

    private KeptAccount Open(string name)
    {
        var account = new KeptAccount
        {
            Sid = newSid("AC"),
            AuthToken = newSid("token-"),
            Owner = accountSid,
            FriendlyName = name,
        };
        return Accounts[account.Sid] = account;
    }

    private KeptNumber? Find(string account, string sid) =>
        Numbers.TryGetValue(sid, out var number) && number.AccountSid == account ? number : null;

    private IEnumerable<KeptNumber> Owned(string account, IQueryCollection query) => Numbers.Values
        .Where(one => one.AccountSid == account)
        .Where(one => !query.TryGetValue("PhoneNumber", out var number) || one.Number == number)
        .Where(one => !query.TryGetValue("FriendlyName", out var name) || one.FriendlyName == name)
        .OrderBy(one => one.Sid, StringComparer.Ordinal);

    private IEnumerable<object> Offered(string country, string kind, IQueryCollection query) => Offers
        .Where(offer => offer.Country == country && offer.Kind == kind)
        .Where(offer => Numbers.Values.All(one => one.Number != offer.Number))
        .Where(offer => query["SmsEnabled"] != "true" || offer.TakesMessages)
        .Where(offer => query["ExcludeAllAddressRequired"] != "true" || offer.AddressRequirements == "none")
        .Where(offer => !query.TryGetValue("Contains", out var part)
            || offer.Number.Contains(part.ToString().TrimStart('+'), StringComparison.Ordinal))
        .Take(
            int.TryParse(query["PageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 30)
        .Select(offer => new Dictionary<string, object?>
        {
            ["phone_number"] = offer.Number,
            ["friendly_name"] = offer.Number,
            ["iso_country"] = offer.Country,
            ["address_requirements"] = offer.AddressRequirements,
            ["beta"] = false,
            ["capabilities"] = new Dictionary<string, bool>
            {
                ["voice"] = true,
                ["SMS"] = offer.TakesMessages,
                ["MMS"] = false,
            },
        });

    private Dictionary<string, object?> PricesOf(string country) => new()
    {
        ["country"] = country,
        ["iso_country"] = country,
        ["phone_number_prices"] = Prices.Where(one => one.Key.Country == country).Select(one =>
            new Dictionary<string, string>
            {
                ["number_type"] = one.Key.Kind,
                ["base_price"] = one.Value.ToString("0.00", CultureInfo.InvariantCulture),
                ["current_price"] = one.Value.ToString("0.00", CultureInfo.InvariantCulture),
            }).ToList(),
        ["price_unit"] = PriceUnit,
        ["url"] = $"https://pricing.twilio.com/v1/PhoneNumbers/Countries/{country}",
    };

    private static string IdOf(string step) =>
        step.EndsWith(Json, StringComparison.Ordinal) ? step[..^Json.Length] : step;
}
