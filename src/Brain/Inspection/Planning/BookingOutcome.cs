namespace Gateway.Brain.Inspection.Planning;

/// <summary>What became of the wish to have a slot.</summary>
public abstract record BookingOutcome
{
    private BookingOutcome()
    {
    }

    /// <summary>It is theirs; asked again under the same key, it is the appointment as it stands by now.</summary>
    public sealed record Booked(Appointment Appointment) : BookingOutcome;

    /// <summary>Somebody else has it, or it is not offered any more.</summary>
    /// <param name="Nearest">Free ones, the nearest first; none of them is held. Empty when there are none.</param>
    public sealed record Gone(IReadOnlyList<Slot> Nearest) : BookingOutcome;

    /// <summary>It cannot be booked like this, however often it is tried.</summary>
    public sealed record Refused(BookingRefusal Reason) : BookingOutcome;
}

/// <summary>Why something is not booked.</summary>
public enum BookingRefusal
{
    /// <summary>No bay takes such a vehicle.</summary>
    VehicleNotTaken,

    /// <summary>The slot lies in the past.</summary>
    Past,

    /// <summary>It begins sooner than the centre wants to know.</summary>
    TooSoon,

    /// <summary>It lies further ahead than the centre plans.</summary>
    TooFarAhead,

    /// <summary>The centre is closed that day.</summary>
    ClosedDay,

    /// <summary>It is none of the times that are offered; a book answers that it is gone.</summary>
    NotOffered,

    /// <summary>A first or a last name is missing.</summary>
    NameMissing,

    /// <summary>The telephone number is none.</summary>
    PhoneMalformed,

    /// <summary>The number plate is none.</summary>
    PlateMalformed,

    /// <summary>The make of the vehicle is missing.</summary>
    BrandMissing,

    /// <summary>The e-mail address is none.</summary>
    EmailMalformed,

    /// <summary>There is no such appointment.</summary>
    NotFound,

    /// <summary>The appointment was cancelled, or has been.</summary>
    NotConfirmed,

    /// <summary>The key was used for something else.</summary>
    KeyUsed,
}
