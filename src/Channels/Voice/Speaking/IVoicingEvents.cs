namespace Gateway.Channels.Voice.Speaking;

/// <summary>Whoever is told how a call's words become sound; a step at a time.</summary>
internal interface IVoicingEvents
{
    /// <summary>The first sound of a piece is there.</summary>
    void OnFirstSound(SpokenPiece piece);

    /// <summary>No synthesiser is left: nothing can be said any more.</summary>
    void OnMute();
}
