using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Voice.Lines;

/// <summary>What a telephone call is. What is said there is spoken, and goes through no outbox.</summary>
internal sealed class VoiceTraits : ChannelTraits
{
    private const int MaxAgentLength = 100;

    /// <inheritdoc/>
    public override string Kind => ChannelKind.Voice;

    /// <inheritdoc/>
    public override string NameProperty => "number";

    /// <inheritdoc/>
    public override bool IsDelivered => false;

    /// <inheritdoc/>
    public override bool IsSpoken => true;

    /// <inheritdoc/>
    public override ChannelBegin Begins => ChannelBegin.Anyone;

    /// <inheritdoc/>
    public override (string State, string Detail) Unreported => ("up", "webhook");

    /// <inheritdoc/>
    public override bool ShowsWords => true;

    /// <inheritdoc/>
    public override string NameIn(string locale) => locale == "en" ? "Phone" : "Téléphone";

    /// <inheritdoc/>
    public override ContactIdentity? IdentityOf(string address) =>
        E164.Is(address) ? new ContactIdentity(IdentityKind.Phone, address) : null;

    /// <inheritdoc/>
    public override string? AddressOf(string text) => E164.FromPeople(text, "FR");

    /// <inheritdoc/>
    public override bool IsWrittenTo(IdentityKind kind) => kind == IdentityKind.Phone;

    /// <inheritdoc/>
    public override WorkspaceChannel Read(FileObject json)
    {
        var mode = json.OptionalText(
            "mode", VoiceSettings.Modes.Contains, $"one of {string.Join(", ", VoiceSettings.Modes)}");
        var agent = json.OptionalText(
            "agent", text => text.Length is > 0 and <= MaxAgentLength, "the id of an agent of ElevenLabs");
        return new WorkspaceChannel
        {
            Kind = Kind,
            Line = json.Number(NameProperty),
            Settings = new VoiceSettings
            {
                Account = TwilioSettings.ReadAccount(json),
                Mode = mode,
                AgentId = agent,
                LeavesMessages = json.OptionalFlag("leaveMessages"),
            },
        };
    }
}
