namespace Gateway.Brain.Tools;

/// <summary>What must hold before a tool may run. Checked by code, whatever the model asks for.</summary>
internal enum ToolPolicy
{
    /// <summary>Looks something up and changes nothing.</summary>
    ReadOnly,

    /// <summary>Changes the session's state, which is committed with the turn or not at all; nothing outside.</summary>
    ChangesSession,

    /// <summary>Has effects outside the session: the contact must have confirmed exactly this, in this turn.</summary>
    NeedsConfirmation,

    /// <summary>Only a person of the workspace may run it; never an agent.</summary>
    OperatorOnly,
}
