using Gateway.Sessions.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Which addresses have opted out. What an address says itself takes effect when it is accepted; this is for what was
/// said elsewhere: by another of the contact's addresses, to the provider, in words that accept does not know, or
/// before Redis was lost.
/// </summary>
public sealed class OptOuts
{
    private readonly SessionStore _store;

    internal OptOuts(SessionStore store) => _store = store;

    /// <summary>Closes or opens the way out to an address. Safe to say again.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="line">Our end: a number or a bot.</param>
    /// <param name="address">The contact in the channel's own terms.</param>
    /// <param name="optedOut">True to close it.</param>
    /// <returns>False when it was so already.</returns>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been heard.</exception>
    public Task<bool> SetAsync(string workspace, string channel, string line, string address, bool optedOut) =>
        _store.SetConsentAsync(workspace, channel, line, address, optedOut);

    /// <summary>
    /// Closes the way out to the address of a session because of what it said there in words that accept does not know.
    /// An answer to these words may still go out. What the address itself said before in a word that accept knows
    /// stands.
    /// </summary>
    /// <param name="session">A session of a channel with a provider.</param>
    /// <param name="seq">Place of the message that says so.</param>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been heard.</exception>
    public Task HearAsync(Session session, long seq) =>
        _store.SetConsentAsync(
            session.Workspace, session.Channel, session.Line!, session.Address, optedOut: true, session.Id, seq);

    /// <summary>Whether an address has opted out.</summary>
    public Task<bool> HasAsync(string workspace, string channel, string line, string address) =>
        _store.HasOptedOutAsync(workspace, channel, line, address);
}
