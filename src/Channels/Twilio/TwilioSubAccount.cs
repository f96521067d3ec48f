namespace Gateway.Channels.Twilio;

/// <summary>An account below ours.</summary>
/// <param name="Sid">AC and 32 hexadecimal digits.</param>
/// <param name="AuthToken">Its own token, which signs what comes to its numbers.</param>
public sealed record TwilioSubAccount(string Sid, string AuthToken);
