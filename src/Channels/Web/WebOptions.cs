using System.ComponentModel.DataAnnotations;
using Gateway.Sessions;

namespace Gateway.Channels.Web;

/// <summary>
/// Limits of the web channel; section <c>Web</c> of the configuration. What is not set follows from the minute: an hour
/// allows six times as much, and a day four times the hour.
/// </summary>
public sealed class WebOptions
{
    private const int MinutesInAnHour = 6;
    private const int HoursInADay = 4;

    // A long conversation with its answers, as Redis keeps it.
    private const long BytesOfASession = 32 * 1024;

    /// <summary>The most messages a visitor may send within a minute. Default 10.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerMinute { get; set; } = 10;

    /// <summary>The most messages a visitor may send within an hour. Default: six times the minute.</summary>
    [Range(1, 100_000_000)]
    public int? MessagesPerHour { get; set; }

    /// <summary>The most messages a visitor may send within a day. Default: four times the hour.</summary>
    [Range(1, 1_000_000_000)]
    public int? MessagesPerDay { get; set; }

    /// <summary>
    /// The most sessions that may be opened within a minute from one address (IPv6: one /64). Default 20.
    /// </summary>
    [Range(1, 1_000_000)]
    public int SessionsPerMinute { get; set; } = 20;

    /// <summary>
    /// The most sessions that may be opened within an hour from one address (IPv6: one /64). Default: six times the
    /// minute.
    /// </summary>
    [Range(1, 100_000_000)]
    public int? SessionsPerHour { get; set; }

    /// <summary>
    /// The most sessions that may be opened within a day from one address (IPv6: one /64). Default: four times the
    /// hour.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public int? SessionsPerDay { get; set; }

    /// <summary>
    /// How many bytes of Redis the visitors of one address (IPv6: one /64) may fill within an hour, with what they
    /// write and what it is answered. Default: 32 KB for each session the hour allows.
    /// </summary>
    [Range(1, 1_000_000_000_000_000)]
    public long? BytesPerHour { get; set; }

    /// <summary>The same within a day. Default: four times the hour.</summary>
    [Range(1, 1_000_000_000_000_000)]
    public long? BytesPerDay { get; set; }

    /// <summary>
    /// The most connections to the hub that may be asked for within a minute from one address (IPv6: one /64); two
    /// minutes' worth may come at once. A site gets twenty times that from all addresses. Default 300: a company's
    /// visitors, and a widget connects anew on each page.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectsPerMinute { get; set; } = 300;

    /// <summary>How long <c>POST /chat</c> waits for an answer, in seconds. Default 60.</summary>
    [Range(1, 300)]
    public int AnswerSeconds { get; set; } = 60;

    /// <summary>What a visitor may send.</summary>
    internal Allowance Messages => Allowed(MessagesPerMinute, MessagesPerHour, MessagesPerDay);

    /// <summary>What an address may open.</summary>
    internal Allowance Sessions => Allowed(SessionsPerMinute, SessionsPerHour, SessionsPerDay);

    /// <summary>What an address may fill.</summary>
    internal Allowance Bytes
    {
        get
        {
            var perHour = BytesPerHour ?? (Sessions.PerHour!.Value * BytesOfASession);
            return new Allowance(null, perHour, BytesPerDay ?? (perHour * HoursInADay));
        }
    }

    private static Allowance Allowed(int perMinute, int? perHour, int? perDay)
    {
        var anHour = perHour ?? ((long)perMinute * MinutesInAnHour);
        return new Allowance(perMinute, anHour, perDay ?? (anHour * HoursInADay));
    }
}
