using Gateway.Sessions;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>What a provider does with the next message.</summary>
public enum ProviderTurn
{
    /// <summary>Takes it.</summary>
    Takes,

    /// <summary>Takes it, and the answer is lost.</summary>
    TakesAndIsNotHeard,

    /// <summary>Has no time; asks to wait <see cref="AdapterStage.Wait"/>.</summary>
    HasNoTime,

    /// <summary>Will never take it.</summary>
    Refuses,

    /// <summary>The contact does not want to hear from us.</summary>
    IsOptedOut,

    /// <summary>Does not know our credentials.</summary>
    DoesNotKnowUs,

    /// <summary>Reads it and never answers.</summary>
    Hangs,
}

/// <summary>
/// An adapter with a fake of its provider at the other end of the wire: what <see cref="ChannelAdapterContract"/> is
/// played on.
/// </summary>
public abstract class AdapterStage : IAsyncDisposable
{
    /// <summary>How long a provider that has no time asks to wait.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    /// <summary>The adapter, as the host makes it.</summary>
    public abstract IChannelAdapter Adapter { get; }

    /// <summary>Tokens and passwords the adapter works with.</summary>
    public abstract IReadOnlyList<string> Secrets { get; }

    /// <summary>All that was logged so far.</summary>
    public virtual IReadOnlyList<string> Logged => [];

    /// <summary>How many messages the provider has taken.</summary>
    public abstract int Taken { get; }

    /// <summary>A delivery of that entry to a contact who has just written and takes anything.</summary>
    public abstract OutboundContext ContextOf(Entry entry);

    /// <summary>A rendered message's text alone, as the provider counts it.</summary>
    public abstract string BodyOf(string wire);

    /// <summary>
    /// All that the contact sees of a message, in order: its words without markup, an address right after the words it
    /// lies under, then the buttons' titles.
    /// </summary>
    public virtual string SeenOf(string wire) => BodyOf(wire);

    /// <summary>Says what the provider does with the next message.</summary>
    public abstract void Script(ProviderTurn turn);

    /// <summary>Refuses connections from now on.</summary>
    public abstract Task CutOffAsync();

    /// <summary>Waits until the provider has read a message.</summary>
    public abstract Task AttemptedAsync();

    /// <summary>Lets the time pass that the adapter waits for an answer at most.</summary>
    public abstract void PassTimeLimit();

    public abstract ValueTask DisposeAsync();
}
