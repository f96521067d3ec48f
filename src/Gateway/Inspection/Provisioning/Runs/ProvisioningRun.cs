using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Channels.Twilio;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>What the steps of one run share.</summary>
internal sealed class ProvisioningRun
{
    private TwilioAccount? _account;

    /// <summary>The centre as it is served now.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>What is its at the providers; steps change it, and the run saves it.</summary>
    public required CentreProvision Provision { get; init; }

    /// <summary>What may be bought.</summary>
    public required ProvisioningOptions Options { get; init; }

    /// <summary>What was asked for.</summary>
    public required ProvisioningRequest Request { get; init; }

    /// <summary>Who asked, as in the audit log.</summary>
    public required string Actor { get; init; }

    /// <summary>All of its data.</summary>
    public required Centre Centre { get; init; }

    /// <summary>How its calls are answered.</summary>
    public CentreVoice Voice => Centre.Voice;

    /// <summary>Saves <see cref="Provision"/>; fails once another run has taken the centre over.</summary>
    public required Func<CancellationToken, Task> SaveAsync { get; init; }

    /// <summary>Where providers reach us; null where nobody has said.</summary>
    public required Uri? PublicUrl { get; init; }

    /// <summary>
    /// Name of everything of this centre at the providers: its id for people, its key for us. At most 64 characters.
    /// </summary>
    public string NameThere => $"{Workspace.Id[..Math.Min(Workspace.Id.Length, 25)]} {Mark}";

    /// <summary>What in that name nobody else's has.</summary>
    public string Mark => $"gw-{Provision.Key:N}";

    /// <summary>The account at Twilio that the number is or will be in.</summary>
    /// <exception cref="ProvisioningFault">There is none yet.</exception>
    public TwilioAccount Account
    {
        get => _account ?? throw new ProvisioningFault("account", "The account at Twilio does not exist yet.");
        set => _account = value;
    }

    /// <summary>Whether there is an account yet: before a sub-account is opened there is none to ask.</summary>
    public bool HasAccount => _account is not null;

    /// <summary>Where providers reach us.</summary>
    /// <exception cref="ProvisioningFault">Nobody has said.</exception>
    public Uri RequiredPublicUrl => PublicUrl ?? throw new ProvisioningFault(
        "public-url", "Gateway:PublicUrl must say where providers reach the gateway, such as https://chat.example.com.");
}
