namespace Gateway.Testing.Speech;

/// <summary>How a scripted vendor of speech behaves badly.</summary>
public enum SpeechFault
{
    /// <summary>It behaves.</summary>
    None,

    /// <summary>The key is not taken.</summary>
    Refuses,

    /// <summary>Too much was asked of it.</summary>
    Limited,

    /// <summary>It takes the connection and says nothing at all, not even a head.</summary>
    Stalls,

    /// <summary>It begins well and then says nothing more.</summary>
    Hangs,

    /// <summary>The line is cut in the middle.</summary>
    Breaks,

    /// <summary>What it says cannot be read.</summary>
    Garbage,

    /// <summary>It tells of an error of its own in its own words.</summary>
    Errs,
}
