using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests;

/// <summary>Contacts without a database: each first identity is one.</summary>
internal sealed class FakeContacts : IContacts
{
    public List<Sender> Resolved { get; } = [];

    public Exception? Failure { get; set; }

    public Task<string> ResolveAsync(
        string workspace, string channel, Sender sender, CancellationToken cancellationToken)
    {
        if (Failure is not null)
            return Task.FromException<string>(Failure);
        Resolved.Add(sender);
        return Task.FromResult($"contact-{sender.Identities[0].Value}");
    }
}

/// <summary>Consents that are only noted.</summary>
internal sealed class FakeConsents : IConsents
{
    public List<ConsentEvent> Recorded { get; } = [];

    public Exception? Failure { get; set; }

    public Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken)
    {
        if (Failure is not null)
            return Task.FromException(Failure);
        Recorded.Add(consent);
        return Task.CompletedTask;
    }

    public Task<SendingPermission> MaySendAsync(
        Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        Task.FromResult(SendingPermission.Allowed);

    public Task NoteSentAsync(Session session, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
