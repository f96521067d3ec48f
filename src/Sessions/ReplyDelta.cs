namespace Gateway.Sessions;

/// <summary>A piece of a reply while it is worded.</summary>
/// <param name="TurnId">The turn that is being run.</param>
/// <param name="Index">How many UTF-16 units of the turn's text stand before this piece; 0 starts the text
/// over.</param>
/// <param name="Text">The piece.</param>
public sealed record ReplyDelta(string TurnId, int Index, string Text);
