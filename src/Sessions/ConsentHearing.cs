namespace Gateway.Sessions;

/// <summary>How words about consent are heard on a channel.</summary>
/// <param name="IsHeard">
/// Whether there are such words at all: where nothing is sent through a provider, there is nothing to stop.
/// </param>
/// <param name="HasCommands">Whether words that begin with a slash are commands to a bot.</param>
/// <param name="TwilioObeys">Whether Twilio itself blocks the sender of its stop words, and confirms it.</param>
public readonly record struct ConsentHearing(bool IsHeard, bool HasCommands = false, bool TwilioObeys = false);
