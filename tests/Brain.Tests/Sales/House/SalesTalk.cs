using System.Text;
using Gateway.Brain.Memory;
using Gateway.Brain.Records;
using Gateway.Brain.Sales;
using Gateway.Brain.Sales.Dialogue;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Words;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Sales.House;

/// <summary>A conversation with the sales team on the house model.</summary>
internal sealed class SalesTalk : IAsyncDisposable
{
    private readonly TestBrain _brain;
    private readonly StringBuilder _transcript = new();

    public SalesTalk(RecordsDatabase database, string locale)
    {
        var clock = new ManualClock(DemoSales.Now);
        _brain = new TestBrain(DemoSales.Workspace, configure: services => services
            .AddSingleton<IDbContextFactory<RecordsDbContext>>(database)
            .AddSingleton<TimeProvider>(clock)
            .AddSales().AddSalesDialogue());
        Conversation = _brain.Open(locale, clock);
    }

    public Conversation Conversation { get; }

    public string Transcript => _transcript.ToString();

    public SalesState Sales => BrainState.Read(Conversation.State).Solution is { } json
        ? System.Text.Json.JsonSerializer.Deserialize<SalesState>(json, BrainJson.Options)!
        : new SalesState();

    public async Task<string> SayAsync(string text, string? payload = null)
    {
        var answer = (await Conversation.SayAsync(text, payload))?.Text ?? "";
        var sales = Sales;
        _transcript.Append("\n> ").Append(text).Append("\n  ")
            .Append(answer.Replace("\n", "\n  ", StringComparison.Ordinal))
            .Append("\n  [").Append(string.Join(
                " ", BrainState.Read(Conversation.State).Decisions.TakeLast(5).Select(one => one.Agent)))
            .Append("] ").Append(sales.Type).Append(' ').Append(sales.Score)
            .Append(" people ").Append(sales.Lead.People).Append(" obj ").Append(sales.Objections.Count)
            .Append(" offers ").Append(sales.Offers.Count).Append(sales.Converted ? " converted" : "")
            .Append(sales.Escalated ? $" escalated {sales.Escalation}" : "");
        return answer;
    }

    public ValueTask DisposeAsync() => _brain.DisposeAsync();
}
