namespace Gateway.Sessions;

/// <summary>The spans over which strangers are counted, each from its first event.</summary>
public enum LimitSpan
{
    /// <summary>60 seconds.</summary>
    Minute,

    /// <summary>60 minutes.</summary>
    Hour,

    /// <summary>24 hours.</summary>
    Day,
}
