namespace Gateway.Brain.Inspection.Planning;

/// <summary>Where a booking comes from.</summary>
/// <param name="Key">
/// Asked again under the same key, a centre books nothing twice and gives the same appointment: 1 to 200 characters.
/// </param>
/// <param name="Session">Id of the session it was made in; null outside of one.</param>
/// <param name="Contact">Who is meant, where they are known; null otherwise.</param>
/// <param name="Channel">A channel's kind, <c>api</c>, or <c>centre</c> where its own people do it.</param>
public sealed record BookingOrigin(string Key, string? Session, Guid? Contact, string Channel)
{
    /// <summary>Language they are written to in, <c>fr</c> or <c>en</c>; null: the centre's.</summary>
    public string? Locale { get; init; }
}
