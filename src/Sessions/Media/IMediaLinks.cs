namespace Gateway.Sessions.Media;

/// <summary>Addresses under which operators and models can have a contact's files, for a while.</summary>
public interface IMediaLinks
{
    /// <summary>The attachment with an address that is signed; unchanged when its file is not kept by us.</summary>
    /// <param name="workspace">The workspace whose session it stands in: its files only.</param>
    /// <param name="attachment">As it stands in the transcript.</param>
    Attachment Sign(string workspace, Attachment attachment);
}
