using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Channels.Voice.Calls;

/// <summary>
/// Has all that happens to a call done one step at a time, in order, by whoever brings it: nobody waits for anybody,
/// and a step needs no lock. What is brought while a step runs is done by whoever runs that one.
/// </summary>
/// <param name="onFault">Told what a step threw; the steps go on.</param>
internal sealed class Turnstile(Action<Exception> onFault)
{
    /// <summary>The most steps that wait. More come only where one hangs, and are refused.</summary>
    public const int Most = 8_192;

    private readonly ConcurrentQueue<Action> _steps = new();
    private int _waiting;

    /// <summary>Has a step done, here and now if no other runs.</summary>
    /// <param name="step">Short; never waits.</param>
    /// <returns>False when too many wait.</returns>
    public bool Pass(Action step)
    {
        if (!TryEnqueue(step, out var isFirst))
            return false;
        if (isFirst)
            Run();
        return true;
    }

    /// <summary>
    /// Has a step done soon, on another thread: for those who bring it under a lock of their own.
    /// </summary>
    /// <returns>False when too many wait.</returns>
    public bool PassSoon(Action step)
    {
        if (!TryEnqueue(step, out var isFirst))
            return false;
        if (isFirst)
            ThreadPool.UnsafeQueueUserWorkItem(static turnstile => turnstile.Run(), this, preferLocal: false);
        return true;
    }

    /// <summary>Waits until all that was brought before is done.</summary>
    public Task FlushAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Pass(done.SetResult) ? done.Task : Task.CompletedTask;
    }

    private bool TryEnqueue(Action step, out bool isFirst)
    {
        isFirst = false;
        if (Volatile.Read(ref _waiting) >= Most)
            return false;
        _steps.Enqueue(step);
        isFirst = Interlocked.Increment(ref _waiting) == 1;
        return true;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The boundary of a call: what a step throws ends no other's.")]
    private void Run()
    {
        do
        {
            if (!_steps.TryDequeue(out var step))
                continue;
            try
            {
                step();
            }
            catch (Exception error)
            {
                onFault(error);
            }
        }
        while (Interlocked.Decrement(ref _waiting) > 0);
    }
}
