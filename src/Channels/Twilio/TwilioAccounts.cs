using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Twilio;

/// <summary>An account at Twilio.</summary>
public sealed record TwilioAccount
{
    /// <summary>AC and 32 hexadecimal digits.</summary>
    public required string AccountSid { get; init; }

    /// <summary>Signs what Twilio sends us; also the password of our calls when there is no API key.</summary>
    public required string AuthToken { get; init; }

    /// <summary>The secondary token during a rotation, which signs once it is promoted; or null.</summary>
    public string? NextAuthToken { get; init; }

    /// <summary>SK and 32 hexadecimal digits, or null: calls are made with the account's own token.</summary>
    public string? ApiKeySid { get; init; }

    /// <summary>Secret of the API key, or null.</summary>
    public string? ApiKeySecret { get; init; }

    /// <summary>Where the API is, without a trailing slash.</summary>
    public required Uri ApiBaseUrl { get; init; }

    /// <summary>The tokens a signature may be made with, the current one first.</summary>
    public IEnumerable<string> SigningTokens => NextAuthToken is null ? [AuthToken] : [AuthToken, NextAuthToken];
}

/// <summary>
/// The accounts of the configuration: section <c>Twilio</c> itself, and <c>Twilio:Accounts:{name}</c> for further ones.
/// Read each time they are asked for, so that a reloaded configuration counts. What is missing or wrong closes the
/// channels that need it and nothing else.
/// </summary>
public sealed partial class TwilioAccounts(IConfiguration configuration)
{
    private const string DefaultApi = "https://api.twilio.com";

    /// <summary>The account of a channel.</summary>
    /// <param name="channel">One that comes in by Twilio.</param>
    /// <param name="account">The account, complete and well-formed; null when it is not.</param>
    /// <param name="problem">What is wrong: the key, and what is expected; null when nothing is.</param>
    public bool TryFind(
        WorkspaceChannel channel, [NotNullWhen(true)] out TwilioAccount? account,
        [NotNullWhen(false)] out string? problem) =>
        TryFind(channel.SettingsOf<TwilioSettings>().Account, out account, out problem);

    /// <summary>The account of that name.</summary>
    /// <param name="name">As in <c>Twilio:Accounts:{name}</c>; null: the one of section <c>Twilio</c> itself.</param>
    /// <param name="account">The account, complete and well-formed; null when it is not.</param>
    /// <param name="problem">What is wrong: the key, and what is expected; null when nothing is.</param>
    public bool TryFind(
        string? name, [NotNullWhen(true)] out TwilioAccount? account, [NotNullWhen(false)] out string? problem)
    {
        var section = name is null ? "Twilio" : $"Twilio:Accounts:{name}";
        account = null;
        problem = null;
        var sid = configuration[$"{section}:AccountSid"];
        var token = configuration[$"{section}:AuthToken"];
        var keySid = NullWhenEmpty(configuration[$"{section}:ApiKeySid"]);
        var keySecret = NullWhenEmpty(configuration[$"{section}:ApiKeySecret"]);
        var api = NullWhenEmpty(configuration[$"{section}:ApiBaseUrl"])
            ?? NullWhenEmpty(configuration["Twilio:ApiBaseUrl"]) ?? DefaultApi;
        if (!Sid().IsMatch(sid ?? ""))
            problem = $"{section}:AccountSid must be AC and 32 hexadecimal digits";
        else if (string.IsNullOrWhiteSpace(token))
            problem = $"{section}:AuthToken is missing";
        else if (keySid is null != keySecret is null)
            problem = $"{section}:ApiKeySid and {section}:ApiKeySecret come together";
        else if (!Uri.TryCreate(api.TrimEnd('/'), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            problem = $"{section}:ApiBaseUrl must be an absolute http or https address";
        else
        {
            account = new TwilioAccount
            {
                AccountSid = sid!,
                AuthToken = token,
                NextAuthToken = NullWhenEmpty(configuration[$"{section}:NextAuthToken"]),
                ApiKeySid = keySid,
                ApiKeySecret = keySecret,
                ApiBaseUrl = address,
            };
        }

        return account is not null;
    }

    private static string? NullWhenEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    [GeneratedRegex(@"\AAC[0-9a-f]{32}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Sid();
}
