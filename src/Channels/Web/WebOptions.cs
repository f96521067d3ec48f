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

    /// <summary>How long <c>POST /chat</c> waits for an answer, in seconds. Default 60.</summary>
    [Range(1, 300)]
    public int AnswerSeconds { get; set; } = 60;
}
