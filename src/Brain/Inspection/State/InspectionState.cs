using System.Text.Json.Serialization;

namespace Gateway.Brain.Inspection.State;

/// <summary>What a centre's agent keeps of a conversation. Only its tools change it.</summary>
internal sealed record InspectionState
{
    /// <summary>How many times in a row something may be unclear before a person is named.</summary>
    public const int MostUnclear = 2;

    /// <summary>The appointment that is being made.</summary>
    public Draft Draft { get; init; } = new();

    /// <summary>What was asked for last; empty for nothing.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>When they would like to come, as it was understood last; null before.</summary>
    public Wish? Wish { get; init; }

    /// <summary>The slots that were offered last, in the order they were shown.</summary>
    public IReadOnlyList<OfferedSlot> Offered { get; init; } = [];

    /// <summary>
    /// Their appointments, as far as they were found or made in this conversation; the soonest first.
    /// </summary>
    public IReadOnlyList<KnownAppointment> Known { get; init; } = [];

    /// <summary>Id of the appointment that is to be moved; null while none is.</summary>
    public Guid? Moving { get; init; }

    /// <summary>The code that was sent to prove a telephone number; null while none is waited for.</summary>
    public CodeSent? Code { get; init; }

    /// <summary>The telephone number that they have proven to be theirs with a code, E.164; null while none.</summary>
    public string? Proven { get; init; }

    /// <summary>What their appointment is looked for to do with it.</summary>
    public FindFor For { get; init; }

    /// <summary>How many times in a row they were not understood.</summary>
    public int Unclear { get; init; }

    /// <summary>Whether a person of the centre takes over.</summary>
    public bool HandedOver { get; init; }

    /// <summary>Whether they want to be told when something opens up, and something is missing for that.</summary>
    public bool WantsToWait { get; init; }

    /// <summary>Whether they are noted for what comes free.</summary>
    public bool OnWaitingList { get; init; }

    /// <summary>
    /// What was told of a further vehicle, in the contact's words, to be booked after this one; null for nothing.
    /// </summary>
    public string? Further { get; init; }

    /// <summary>Whether an appointment is being made or moved.</summary>
    [JsonIgnore]
    public bool IsBooking => Moving is not null || !Draft.IsEmpty || Offered.Count > 0;

    /// <summary>What was under way is over.</summary>
    public InspectionState Over() => this with
    {
        Draft = Draft.ForAnother,
        Asked = [],
        Wish = null,
        Offered = [],
        Moving = null,
        Unclear = 0,
        WantsToWait = false,
    };

    /// <summary>Knows an appointment, or how it stands by now.</summary>
    public InspectionState Knowing(KnownAppointment appointment) => this with
    {
        Known = [.. Known.Where(one => one.Id != appointment.Id).Append(appointment).OrderBy(one => one.Start)],
    };

    /// <summary>An appointment is off.</summary>
    public InspectionState Without(Guid appointment) =>
        this with { Known = [.. Known.Where(one => one.Id != appointment)] };
}

/// <summary>What an appointment is looked for to do with it.</summary>
internal enum FindFor
{
    /// <summary>To tell of it.</summary>
    Tell,

    /// <summary>To move it.</summary>
    Move,

    /// <summary>To call it off.</summary>
    Cancel,
}

/// <summary>When somebody would like to come.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="NotBefore">No earlier than this; or null.</param>
/// <param name="NotAfter">No later than this; or null.</param>
/// <param name="Near">About this time; or null.</param>
internal sealed record Wish(DateOnly From, DateOnly To, TimeOnly? NotBefore, TimeOnly? NotAfter, TimeOnly? Near);

/// <summary>A slot that was offered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">When it begins, with the offset of the centre's clock.</param>
/// <param name="Minutes">How long it takes.</param>
internal sealed record OfferedSlot(string Id, DateTimeOffset Start, int Minutes);

/// <summary>An appointment of the contact.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SlotId">The slot it has.</param>
/// <param name="Start">When it begins, with the offset of the centre's clock.</param>
/// <param name="Vehicle">What comes, in words: make, model and plate.</param>
internal sealed record KnownAppointment(Guid Id, string SlotId, DateTimeOffset Start, string Vehicle);

/// <summary>A code that was sent to prove a telephone number.</summary>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Digest">What is kept of the code: nobody can read it from this.</param>
/// <param name="Expires">Until when it counts.</param>
/// <param name="Tries">How many times a wrong one was said.</param>
/// <param name="Plate">The plate they named; or null.</param>
internal sealed record CodeSent(string Phone, string Digest, DateTimeOffset Expires, int Tries, string? Plate);
