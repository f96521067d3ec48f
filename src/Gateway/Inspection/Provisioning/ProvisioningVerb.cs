namespace Gateway.Inspection.Provisioning;

/// <summary>What a run does.</summary>
internal enum ProvisioningVerb
{
    /// <summary>Puts a centre on the air.</summary>
    Activate,

    /// <summary>Takes it off.</summary>
    Deactivate,

    /// <summary>Brings the agent at ElevenLabs up to what the centre is now.</summary>
    Update,
}
