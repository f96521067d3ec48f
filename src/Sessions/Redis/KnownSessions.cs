using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.Sessions.Redis;

/// <summary>What a node has of a session whose newest turn it committed.</summary>
/// <param name="Session">The session.</param>
/// <param name="Fence">The lease under which it was committed.</param>
/// <param name="CommittedAtMs">When, by Redis's clock.</param>
/// <param name="Place">The place up to which it has read the transcript.</param>
/// <param name="State">What the turn left for the next; null for nothing.</param>
/// <param name="Tail">The newest entries up to that place.</param>
internal sealed record KnownSession(
    SessionId Session, long Fence, long CommittedAtMs, long Place, string? State, LazyEntries Tail)
{
    /// <summary>What <c>grant</c> of shared.lua is told.</summary>
    public string ToArgument() =>
        string.Create(CultureInfo.InvariantCulture, $"{Session.Value}|{Fence}|{CommittedAtMs}|{Place}");
}

/// <summary>
/// The sessions whose turns this node ran last, so that Redis need not give it again what it has: state and transcript
/// are most of what a lease brings. Redis decides whether what a node has still stands; one that has nothing is given
/// everything.
/// </summary>
internal sealed class KnownSessions : IDisposable
{
    // With tails of 20 entries some 10 KB each; those that are found by an address count twice.
    private const int Most = 4_096;

    // In UTF-8 bytes of its entries, or so. Who writes more than others is read from Redis each time.
    private const long LargestTail = 32 * 1024;

    // What is erased elsewhere does not stay here for long.
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _known = new(Options.Create(new MemoryCacheOptions { SizeLimit = Most }));

    /// <summary>What there is of a session; null for nothing.</summary>
    public KnownSession? Find(SessionId session) => _known.Get<Kept>(session.Value)?.Known;

    /// <summary>
    /// What there is of the session that ran last for an address, which need not be its running one; null for nothing.
    /// </summary>
    public KnownSession? Find(string address) => _known.Get<Kept>(address)?.Known;

    /// <summary>Keeps what a committed turn leaves.</summary>
    /// <param name="address">Whom the session runs for, where messages come in by address; null where they name the
    /// session.</param>
    /// <param name="known">What there is.</param>
    public void Keep(string? address, KnownSession known)
    {
        if (known.Tail.Size + (known.State?.Length ?? 0) > LargestTail)
        {
            _known.Remove(known.Session.Value);
            if (address is not null)
                _known.Remove(address);
            return;
        }

        if (_known.Get<Kept>(known.Session.Value) is not { } kept)
            _known.Set(known.Session.Value, kept = new Kept(), For());
        kept.Known = known;
        if (address is not null && !ReferenceEquals(_known.Get<Kept>(address), kept))
            _known.Set(address, kept, For());

        static MemoryCacheEntryOptions For() => new() { Size = 1, SlidingExpiration = Unused };
    }

    public void Dispose() => _known.Dispose();

    private sealed class Kept
    {
        private KnownSession? _known;

        public KnownSession? Known
        {
            get => Volatile.Read(ref _known);
            set => Volatile.Write(ref _known, value);
        }
    }
}
