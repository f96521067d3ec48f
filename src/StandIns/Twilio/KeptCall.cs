namespace Gateway.StandIns.Twilio;

/// <summary>A call that an account was asked to begin.</summary>
public sealed record KeptCall
{
    /// <summary>CA and 32 hexadecimal digits.</summary>
    public required string Sid { get; init; }

    /// <summary>Our number.</summary>
    public required string From { get; init; }

    /// <summary>Theirs.</summary>
    public required string To { get; init; }

    /// <summary>Where Twilio turns to when it is answered.</summary>
    public required string Url { get; init; }

    /// <summary>Where it tells what becomes of it; null for nowhere.</summary>
    public string? StatusCallback { get; init; }

    /// <summary>Where it tells who has picked up; null for nowhere.</summary>
    public string? MachineCallback { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it is at: <c>queued</c>, <c>in-progress</c>, <c>completed</c>, …</summary>
    public string Status { get; init; } = "queued";

    /// <summary>What it was told to do instead of what it did; null for nothing.</summary>
    public string? Twiml { get; init; }
}
