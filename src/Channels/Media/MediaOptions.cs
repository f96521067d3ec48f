using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.Media;

/// <summary>Limits for the files of contacts; section <c>Media</c> of the configuration.</summary>
public sealed class MediaOptions
{
    /// <summary>The largest file that is taken, in bytes. Default 20 MiB, the most that Telegram hands out.</summary>
    [Range(1_024, 100 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>How long a download may take, redirects and body included, in seconds. Default 15.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>
    /// Whether a provider may redirect to an http address, port 80, of the public internet. Default: https only.
    /// </summary>
    public bool AllowHttp { get; set; }

    /// <summary>The most pixels of a picture, in millions. Default 40.</summary>
    [Range(1, 1_000)]
    public int MaxMegapixels { get; set; } = 40;

    /// <summary>How many files are fetched ahead at once on a node. Default 4.</summary>
    [Range(1, 64)]
    public int Fetchers { get; set; } = 4;

    /// <summary>
    /// How many files wait on a node to be fetched ahead; one too many is fetched when it is first looked at. Default
    /// 1,000.
    /// </summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 1_000;

    /// <summary>How long a signed address is good, in minutes. Default 60.</summary>
    [Range(1, 10_080)]
    public int LinkMinutes { get; set; } = 60;
}
