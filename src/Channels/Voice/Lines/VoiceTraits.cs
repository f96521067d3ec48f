using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Voice;

/// <summary>What a telephone call is. What is said there is spoken, and goes through no outbox.</summary>
internal sealed class VoiceTraits : ChannelTraits
{
    private static readonly string[] Modes = ["media-streams", "relay", "elevenlabs-agent"];

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
    public override (string State, string Detail) Unreported => ("unknown", "no part of this gateway answers calls");

    /// <inheritdoc/>
    public override bool ShowsWords => true;

    /// <inheritdoc/>
    public override string NameIn(string locale) => locale == "en" ? "Phone" : "Téléphone";

    /// <inheritdoc/>
    public override ContactIdentity IdentityOf(string address) => new(IdentityKind.Phone, address);

    /// <inheritdoc/>
    public override string? AddressOf(string text) => E164.FromPeople(text, "FR");

    /// <inheritdoc/>
    public override bool IsWrittenTo(IdentityKind kind) => kind == IdentityKind.Phone;

    /// <inheritdoc/>
    public override WorkspaceChannel Read(FileObject json) => new()
    {
        Kind = Kind,
        Line = json.Number(NameProperty),
        Settings = new VoiceSettings
        {
            Mode = json.OptionalText("mode", Modes.Contains, $"one of {string.Join(", ", Modes)}"),
        },
    };
}
