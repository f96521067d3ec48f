using System.Collections.Concurrent;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Tests.Voice;

/// <summary>Tickets that a test keeps in memory.</summary>
internal sealed class TestTickets : ICallTickets
{
    private readonly ConcurrentDictionary<string, CallTicket> _all = new();

    public Task<string> IssueAsync(CallTicket ticket, CancellationToken cancellationToken)
    {
        var word = Guid.NewGuid().ToString("n");
        _all[word] = ticket;
        return Task.FromResult(word);
    }

    public Task<CallTicket?> TakeAsync(string ticket, string callSid, CancellationToken cancellationToken) =>
        Task.FromResult(_all.TryRemove(ticket, out var taken) && taken.CallSid == callSid ? taken : null);
}

/// <summary>A call book that a test keeps in memory.</summary>
internal sealed class TestBook : ICallBook
{
    public ConcurrentDictionary<string, CallEnding> Endings { get; } = new();

    public Task EndAsync(string callSid, CallEnding ending, CancellationToken cancellationToken)
    {
        Endings.TryAdd(callSid, ending);
        return Task.CompletedTask;
    }

    public Task<CallEnding?> FindEndingAsync(string callSid, CancellationToken cancellationToken) =>
        Task.FromResult(Endings.GetValueOrDefault(callSid));
}

/// <summary>A greeting for all.</summary>
internal sealed class TestGreetings : IGreetings
{
    public string Text { get; set; } = "Ici Zoé, une machine. Dites-moi.";

    public Greeting For(Workspace workspace, string locale) => new("Zoé", Text, []);
}
