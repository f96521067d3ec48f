using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Telegram;

/// <summary>How the gateway speaks with Telegram; section <c>Telegram</c> of the configuration.</summary>
public sealed class TelegramOptions
{
    /// <summary>
    /// Where the Bot API is. Default <c>https://api.telegram.org</c>; a Bot API server of one's own works as well.
    /// </summary>
    [Required]
    public string ApiBaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary>How long a call may take, in seconds. Default 10.</summary>
    [Range(1, 25)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>
    /// How long Telegram holds a request for updates open while there are none, in seconds. Default 25.
    /// </summary>
    [Range(0, 50)]
    public int PollSeconds { get; set; } = 25;

    /// <summary>How many updates Telegram brings at once by webhook. Default 40.</summary>
    [Range(1, 100)]
    public int MaxConnections { get; set; } = 40;

    /// <summary><see cref="ApiBaseUrl"/>, read; ends in a slash.</summary>
    internal Uri ApiBase => new(new Uri(ApiBaseUrl).GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");

    /// <summary>Checks what attributes cannot.</summary>
    internal sealed class Check : IValidateOptions<TelegramOptions>
    {
        public ValidateOptionsResult Validate(string? name, TelegramOptions options) =>
            Uri.TryCreate(options.ApiBaseUrl, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    $"Telegram:ApiBaseUrl: found \"{options.ApiBaseUrl}\", expected an absolute http or https address.");
    }
}
