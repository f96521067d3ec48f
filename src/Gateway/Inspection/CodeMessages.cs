using Gateway.Brain.Inspection.Tools;
using Gateway.Sessions;
using Gateway.Sessions.Engine;

namespace Gateway.Inspection;

/// <summary>Sends codes as SMS, in a conversation of their own with that telephone.</summary>
/// <param name="engine">Begins it; asked for late, since the engine runs turns, which send codes.</param>
internal sealed class CodeMessages(Lazy<SessionEngine> engine) : ICodeMessages
{
    /// <inheritdoc/>
    public async Task SendAsync(CodeMessage message) => await engine.Value.BeginAsync(new BeginRequest
    {
        Workspace = message.Workspace,
        Channel = ChannelKind.Sms,
        Address = message.Phone,
        Line = message.Line,
        Locale = message.Locale,
        ExternalId = $"code:{message.Id}",
        Entry = new NewEntry(EntryRole.System, message.Words) { Class = MessageClass.Service },
    });
}
