using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.Web;

/// <summary>Limits of the web channel; section <c>Web</c> of the configuration.</summary>
public sealed class WebOptions
{
    /// <summary>The most messages a visitor may send within a minute. Default 10.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerMinute { get; set; } = 10;

    /// <summary>The most sessions that may be opened within a minute from one address (IPv6: one /64). Default 20.</summary>
    [Range(1, 1_000_000)]
    public int SessionsPerMinute { get; set; } = 20;

    /// <summary>
    /// The most connections to the hub that may be asked for within a minute from one address (IPv6: one /64); two minutes' worth may come at once. A site
    /// gets twenty times that from all addresses. Default 300: a company's visitors, and a widget connects anew on each page.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectsPerMinute { get; set; } = 300;

    /// <summary>How long <c>POST /chat</c> waits for an answer, in seconds. Default 60.</summary>
    [Range(1, 300)]
    public int AnswerSeconds { get; set; } = 60;
}
