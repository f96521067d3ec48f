using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.WhatsApp;

/// <summary>What WhatsApp is.</summary>
internal sealed class WhatsAppTraits : ChannelTraits
{
    /// <inheritdoc/>
    public override string Kind => ChannelKind.WhatsApp;

    /// <inheritdoc/>
    public override string NameProperty => "number";

    /// <inheritdoc/>
    public override ChannelBegin Begins => ChannelBegin.Anyone;

    /// <inheritdoc/>
    public override bool NumbersChoices => true;

    /// <inheritdoc/>
    public override bool CostsByMessage => true;

    /// <inheritdoc/>
    public override TimeSpan DefaultDebounce => TwilioSettings.Debounce;

    /// <inheritdoc/>
    public override (string State, string Detail) Unreported => ("up", "webhook");

    /// <inheritdoc/>
    public override string NameIn(string locale) => "WhatsApp";

    /// <inheritdoc/>
    public override ContactIdentity IdentityOf(string address) =>
        new(address.StartsWith('+') ? IdentityKind.Phone : IdentityKind.WhatsAppUser, address);

    /// <inheritdoc/>
    public override string? AddressOf(string text) => E164.FromPeople(text, "FR");

    /// <inheritdoc/>
    public override bool IsWrittenTo(IdentityKind kind) =>
        kind is IdentityKind.Phone or IdentityKind.WhatsAppUser or IdentityKind.WhatsAppParentUser;

    /// <inheritdoc/>
    public override WorkspaceChannel Read(FileObject json) => new()
    {
        Kind = Kind,
        Line = json.Number(NameProperty),
        Settings = new WhatsAppSettings
        {
            Account = TwilioSettings.ReadAccount(json),
            MessagingServiceSid = TwilioSettings.ReadMessagingService(json),
            Template = json.OptionalObject("template") is { } template ? MessageTemplate.Read(template) : null,
            ButtonTemplates = MessageTemplate.ReadButtons(json.OptionalObject("buttonTemplates")),
            TypingIndicator = json.OptionalFlag("typingIndicator"),
            DeleteMediaAtProvider = json.OptionalFlag("deleteMediaAtProvider"),
        },
    };
}
