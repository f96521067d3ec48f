namespace Gateway.Channels.Media;

/// <summary>What became of the wish for a file.</summary>
internal enum FetchState
{
    /// <summary>It is here.</summary>
    Kept,

    /// <summary>It never will be; the reason is known.</summary>
    Refused,

    /// <summary>No message brought it, or that was too long ago.</summary>
    Unknown,

    /// <summary>It cannot be had now; ask later.</summary>
    Unavailable,
}

/// <summary>A file that was wished for.</summary>
/// <param name="State">Which of the cases it is.</param>
/// <param name="Stored">What is known of it when it is kept or refused, else null.</param>
internal sealed record FetchedMedia(FetchState State, StoredMedia? Stored = null)
{
    public static readonly FetchedMedia Unknown = new(FetchState.Unknown);
    public static readonly FetchedMedia Unavailable = new(FetchState.Unavailable);

    public static FetchedMedia Of(StoredMedia stored) =>
        new(stored.Refusal is null ? FetchState.Kept : FetchState.Refused, stored);

    public static FetchedMedia Refused(MediaRefusal refusal) => Of(new StoredMedia { Refusal = refusal });
}
