namespace Gateway.Sessions;

/// <summary>What a message says about consent when it is one of the agreed words and nothing else.</summary>
public enum ConsentKeyword
{
    /// <summary>STOP, ARRET and the like: send nothing more.</summary>
    Stop,

    /// <summary>START, REPRENDRE and the like: go on.</summary>
    Start,

    /// <summary>HELP, INFO, AIDE.</summary>
    Help,
}
