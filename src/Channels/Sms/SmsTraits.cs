using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Sms;

/// <summary>What SMS is.</summary>
internal sealed class SmsTraits : ChannelTraits
{
    /// <inheritdoc/>
    public override string Kind => ChannelKind.Sms;

    /// <inheritdoc/>
    public override string NameProperty => "number";

    /// <inheritdoc/>
    public override ChannelBegin Begins => ChannelBegin.Anyone;

    /// <inheritdoc/>
    public override bool NumbersChoices => true;

    /// <inheritdoc/>
    public override bool CostsByMessage => true;

    /// <inheritdoc/>
    public override bool ObeysTwilioStopWords => true;

    /// <inheritdoc/>
    public override TimeSpan DefaultDebounce => TwilioSettings.Debounce;

    /// <inheritdoc/>
    public override (string State, string Detail) Unreported => ("up", "webhook");

    /// <inheritdoc/>
    public override string NameIn(string locale) => "SMS";

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
        Settings = new SmsSettings
        {
            Account = TwilioSettings.ReadAccount(json),
            MessagingServiceSid = TwilioSettings.ReadMessagingService(json),
            FoldAccents = json.OptionalFlag("foldAccents"),
            DeleteMediaAtProvider = json.OptionalFlag("deleteMediaAtProvider"),
        },
    };
}
