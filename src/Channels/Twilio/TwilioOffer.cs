namespace Gateway.Channels.Twilio;

/// <summary>A number that can be bought.</summary>
/// <param name="Number">E.164.</param>
/// <param name="AddressRequirements"><c>none</c>, <c>any</c>, <c>local</c> or <c>foreign</c>.</param>
public sealed record TwilioOffer(string Number, string AddressRequirements);
