namespace Gateway.Brain.Mail;

/// <summary>A mail in a list: what it says is left out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Id of the workspace that writes.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Subject">Its subject; may be empty.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Files">How many files hang on it.</param>
public sealed record MailLine(
    Guid Id, string Workspace, string Recipient, string Subject, DateTimeOffset CreatedAt, MailState State, int Files);
