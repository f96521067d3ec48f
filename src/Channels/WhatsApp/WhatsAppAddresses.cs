using Gateway.Sessions;

namespace Gateway.Channels.WhatsApp;

/// <summary>
/// Under which address a WhatsApp contact's sessions are kept: the number when they were first seen with one, else the
/// business-scoped user id, and from then on always the same.
/// </summary>
internal sealed class WhatsAppAddresses(AddressAliases aliases)
{
    /// <summary>The sender's address. Redis is asked the first time a node meets them.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public ValueTask<string> ResolveAsync(string workspace, WhatsAppSender sender) => sender.From == sender.Phone
        ? aliases.ResolveAsync(workspace, sender.Phone, sender.UserId, preferred: null)
        : aliases.ResolveAsync(workspace, sender.From, sender.Phone, preferred: sender.Phone);
}
