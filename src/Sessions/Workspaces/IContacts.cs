namespace Gateway.Sessions.Workspaces;

/// <summary>The people a workspace talks with, over all channels. The records answer; channels and brain ask.</summary>
public interface IContacts
{
    /// <summary>
    /// The contact who has these identities. Unknown ones are added to the contact that has the others; when they lead
    /// to several contacts, these become one, with a row in the audit log; when none is known, a contact is made. Safe
    /// to say again, and from several nodes at once.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="channel">Where the identities were verified; one of <see cref="ChannelKind"/>.</param>
    /// <param name="sender">At least one identity.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Id of the contact.</returns>
    Task<string> ResolveAsync(string workspace, string channel, Sender sender, CancellationToken cancellationToken);
}
