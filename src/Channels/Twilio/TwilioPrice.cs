namespace Gateway.Channels.Twilio;

/// <summary>What a number costs a month.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public sealed record TwilioPrice(decimal Amount, string Currency);
