namespace Gateway.Inspection.Centres;

/// <summary>What is kept of a centre besides its own data.</summary>
/// <param name="Status"><c>pending</c> until it is activated, <c>active</c>, …</param>
/// <param name="TwilioNumber">Its number at the telephone company (E.164), or null.</param>
/// <param name="ElevenLabsAgentId">Its agent there, or null.</param>
/// <param name="CreatedAt">When it signed up, where another database says so.</param>
internal sealed record CentreMark(
    string Status, string? TwilioNumber = null, string? ElevenLabsAgentId = null, DateTimeOffset? CreatedAt = null)
{
    /// <summary>Of a centre that signed up and was not activated yet.</summary>
    public static CentreMark Pending { get; } = new("pending");

    /// <summary>What it does not say itself, another says.</summary>
    public CentreMark Completed(CentreMark other) => this with
    {
        TwilioNumber = TwilioNumber ?? other.TwilioNumber,
        ElevenLabsAgentId = ElevenLabsAgentId ?? other.ElevenLabsAgentId,
        CreatedAt = CreatedAt ?? other.CreatedAt,
    };
}

/// <summary>
/// Who knows what is kept of centres besides their data. Of several the first that knows one counts, completed by the
/// others.
/// </summary>
internal interface ICentreMarks
{
    /// <summary>What is kept of these centres, by id; who is not there is <see cref="CentreMark.Pending"/>.</summary>
    Task<IReadOnlyDictionary<string, CentreMark>> FindAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}
