using System.Diagnostics.Metrics;
using Gateway.Brain.Agents;
using Gateway.Brain.Turns;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Agents;

/// <summary>A guard by itself, with what it lets through and what it holds back.</summary>
internal sealed class GuardedReply : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<string> _held = [];

    private GuardedReply(ClaimRules rules)
    {
        var turn = new Conversation(null!, TestBrain.DemoWorkspace, "fr", new ManualClock()).Next("Bonjour", null);
        Guard = new ReplyGuard(
            new TurnContext(turn, TestBrain.DemoWorkspace, "fr"), rules, Stream,
            new ReplyMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger.Instance)
        {
            Held = _held.Add,
        };
    }

    public ReplyGuard Guard { get; }

    public StreamedText Stream { get; } = new();

    /// <summary>The sentences that were not said.</summary>
    public IReadOnlyList<string> Held => _held;

    public static GuardedReply Of(ClaimRules rules) => new(rules);

    public void Dispose() => _services.Dispose();
}
