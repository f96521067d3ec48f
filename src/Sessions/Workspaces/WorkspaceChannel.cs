namespace Gateway.Sessions.Workspaces;

/// <summary>One way in to a business. What only one channel knows of it is in that channel's own settings.</summary>
public sealed record WorkspaceChannel
{
    /// <summary>One of <see cref="ChannelKind"/>, or the kind of whatever channel is registered besides.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// Our own end of a conversation: a number (E.164), a bot; null where conversations have none, as on the web.
    /// </summary>
    public string? Line { get; init; }

    /// <summary>
    /// How long to wait for more messages before a turn is run, in milliseconds; null: the channel's own default.
    /// </summary>
    public int? DebounceMs { get; init; }

    /// <summary>The channel's own settings; null: nothing is set that has a default.</summary>
    public ChannelSettings? Settings { get; init; }

    /// <summary>
    /// What the business is found by on this channel, and no other may have: its line or, without one, what the
    /// settings name.
    /// </summary>
    public string? Name => Line ?? Settings?.Name;

    /// <summary>How long to wait for more messages before a turn is run.</summary>
    /// <param name="otherwise">Where the file does not say.</param>
    public TimeSpan DebounceOr(TimeSpan otherwise) =>
        DebounceMs is { } set ? TimeSpan.FromMilliseconds(set) : otherwise;

    /// <summary>The channel's own settings, or their defaults where there are none of that type.</summary>
    public T SettingsOf<T>()
        where T : ChannelSettings, new() => Settings as T ?? new T();
}
