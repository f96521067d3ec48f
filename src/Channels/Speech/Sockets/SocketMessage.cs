namespace Gateway.Channels.Speech.Sockets;

/// <summary>What a vendor tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Words; empty where it has none.</param>
internal readonly record struct SocketMessage(SocketMessageKind Kind, string Text = "");

/// <summary>The kinds of what a vendor tells.</summary>
internal enum SocketMessageKind
{
    /// <summary>Nothing that is needed here.</summary>
    Nothing,

    /// <summary>What is understood of what no piece has told yet; it may change.</summary>
    Partial,

    /// <summary>The next words, which will not change; more may come before the answer.</summary>
    Piece,

    /// <summary>The last words before a commit: its answer is complete.</summary>
    Answer,

    /// <summary>The commit had too little sound, or came too soon: what is understood so far is its answer.</summary>
    TooLittle,
}
