namespace Gateway.Channels.Voice.Streams;

/// <summary>What a message of a media stream is.</summary>
internal enum StreamEventKind
{
    /// <summary>Nothing that is known here: another event, or no message at all.</summary>
    Unknown,

    /// <summary>The socket stands.</summary>
    Connected,

    /// <summary>The stream of a call begins.</summary>
    Start,

    /// <summary>Some milliseconds of what the caller says.</summary>
    Media,

    /// <summary>A key was pressed.</summary>
    Dtmf,

    /// <summary>What was sent before a mark was played, or thrown away.</summary>
    Mark,

    /// <summary>The stream is over.</summary>
    Stop,
}
