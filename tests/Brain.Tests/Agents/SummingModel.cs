using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.Agents;

/// <summary>A model that says the same to everybody, and sums up when it is asked to.</summary>
/// <param name="summary">What it sums up; null: it fails.</param>
internal sealed class SummingModel(string? summary) : IChatClient
{
    /// <summary>How many rounds of one message and one answer it takes until something is summed up.</summary>
    public const int Rounds = 9;

    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Words { get; init; } = "Réponse.";

    /// <summary>Whether a summary never comes.</summary>
    public bool Hangs { get; init; }

    public Task Hanging => _hanging.Task;

    /// <summary>What it was told to speak.</summary>
    public List<IReadOnlyList<ChatMessage>> Spoken { get; } = [];

    /// <summary>What it was told to sum up.</summary>
    public List<IReadOnlyList<ChatMessage>> Summed { get; } = [];

    public Action? Asked { get; set; }

    public List<string> SaidBefore { get; } = [];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isSummary = options?.ResponseFormat is ChatResponseFormatJson;
        (isSummary ? Summed : Spoken).Add([.. messages]);
        if (isSummary)
        {
            Asked?.Invoke();
            if (Hangs)
            {
                _hanging.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
        }

        if (isSummary && summary is null)
            throw new HttpRequestException("The model is down.");
        yield return new ChatResponseUpdate(
            ChatRole.Assistant, isSummary ? JsonSerializer.Serialize(new { summary }) : Words);
        yield return new ChatResponseUpdate(
            ChatRole.Assistant, [new UsedContent(new ModelUsage("main", 10, 0, 5, null, TimeSpan.Zero))]);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>Allows everything, and counts what is booked.</summary>
internal sealed class CountedBudget : IModelBudget
{
    public int Booked { get; private set; }

    public Task<bool> MaySpendAsync(Turn turn) => Task.FromResult(true);

    public Task BookAsync(Turn turn, ModelUsage usage)
    {
        Booked++;
        return Task.CompletedTask;
    }
}
