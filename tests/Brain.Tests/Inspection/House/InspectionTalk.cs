using System.Text;
using Gateway.Brain.Inspection;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Memory;
using Gateway.Brain.Records;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Inspection.House;

/// <summary>A conversation with a centre's agent on the house model.</summary>
internal sealed class InspectionTalk : IAsyncDisposable
{
    private readonly TestBrain _brain;
    private readonly ManualClock _clock = new(DemoCentre.Now);
    private readonly StringBuilder _transcript = new();

    public InspectionTalk(
        RecordsDatabase database, string locale, string channel = ChannelKind.Web, string address = "visitor-1")
    {
        Planning = new PlanningBook(database, _clock);
        _brain = new TestBrain(DemoCentre.Workspace, configure: services => services
            .AddSingleton<IDbContextFactory<RecordsDbContext>>(database)
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<ICodeMessages>(Codes)
            .AddSingleton<IAddressKey>(new FixedKey())
            .AddInspection());
        Conversation = _brain.Open(locale, _clock, channel, address);
    }

    public Conversation Conversation { get; }

    public PlanningBook Planning { get; }

    public SentCodes Codes { get; } = new();

    public string Transcript => _transcript.ToString();

    public InspectionState State => BrainState.Read(Conversation.State).Solution is { } json
        ? System.Text.Json.JsonSerializer.Deserialize<InspectionState>(json, BrainJson.Options)!
        : new InspectionState();

    public async Task<string> SayAsync(string text, string? payload = null) =>
        Noted(text, await Conversation.SayAsync(text, payload));

    /// <summary>Presses keys of a telephone.</summary>
    /// <returns>What is said, and below it what can be pressed.</returns>
    public async Task<string> PressAsync(string keys)
    {
        var entry = await Conversation.SendAsync(new MessageContent("") { Dtmf = keys });
        return Noted($"[{keys}]", entry) + string.Concat(
            Choices.Of(entry?.Parts ?? []).Select((choice, index) => $"\n{index + 1} {choice.Title}"));
    }

    private string Noted(string said, NewEntry? entry)
    {
        var answer = entry?.Text ?? "";
        var state = State;
        _transcript.Append("\n> ").Append(said).Append("\n  ")
            .Append(answer.Replace("\n", "\n  ", StringComparison.Ordinal))
            .Append("\n  [").AppendJoin(',', state.Asked).Append("] ").Append(state.Draft.Vehicle).Append(' ')
            .Append(state.Draft.Brand).Append(' ').Append(state.Draft.Plate).Append(' ').Append(state.Draft.SlotId)
            .Append(' ').Append(state.Draft.FirstName).Append(' ').Append(state.Draft.LastName)
            .Append(state.HandedOver ? " handed over" : "").Append(" known ").Append(state.Known.Count);
        return answer;
    }

    public ValueTask DisposeAsync() => _brain.DisposeAsync();

    private sealed class FixedKey : IAddressKey
    {
        public Task<byte[]> GetAsync() => Task.FromResult(Encoding.ASCII.GetBytes(new string('k', 32)));
    }
}

/// <summary>The codes that were sent, the newest last.</summary>
internal sealed class SentCodes : ICodeMessages
{
    public List<CodeMessage> Sent { get; } = [];

    public Task SendAsync(CodeMessage message)
    {
        Sent.Add(message);
        return Task.CompletedTask;
    }
}
