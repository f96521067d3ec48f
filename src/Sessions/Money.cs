namespace Gateway.Sessions;

/// <summary>An amount with its currency.</summary>
/// <param name="Amount">In units of the currency, not in cents.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public readonly record struct Money(decimal Amount, string Currency);
