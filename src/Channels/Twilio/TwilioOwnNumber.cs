namespace Gateway.Channels.Twilio;

/// <summary>A number of an account, and where Twilio turns to with what comes to it.</summary>
/// <param name="Sid">PN and 32 hexadecimal digits.</param>
/// <param name="Number">E.164.</param>
/// <param name="Name">What it is called at Twilio.</param>
public sealed record TwilioOwnNumber(string Sid, string Number, string Name)
{
    /// <summary>For each message; null or empty for none.</summary>
    public string? SmsUrl { get; init; }

    /// <summary><c>POST</c> or <c>GET</c>.</summary>
    public string? SmsMethod { get; init; }

    /// <summary>For each call; null or empty for none.</summary>
    public string? VoiceUrl { get; init; }

    /// <summary><c>POST</c> or <c>GET</c>.</summary>
    public string? VoiceMethod { get; init; }

    /// <summary>For a call whose next step cannot be had elsewhere; null or empty for none.</summary>
    public string? VoiceFallbackUrl { get; init; }

    /// <summary>For what becomes of calls; null or empty for none.</summary>
    public string? StatusCallback { get; init; }
}
