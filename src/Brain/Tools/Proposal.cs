using System.Security.Cryptography;
using System.Text;

namespace Gateway.Brain.Tools;

/// <summary>What a contact was asked to confirm: one tool with exactly these parameters.</summary>
/// <param name="Tool">Name of the tool that may run once it is confirmed.</param>
/// <param name="Digest">Digest of the parameters that were read back.</param>
/// <param name="Turn">Number of the turn that read them back; it cannot confirm itself.</param>
/// <param name="At">When they were read back.</param>
internal sealed record Proposal(string Tool, string Digest, long Turn, DateTimeOffset At)
{
    /// <summary>How long a read-back may be answered. Later it is read back again.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>A short digest of the parameters in a fixed order.</summary>
    public static string DigestOf(params ReadOnlySpan<string?> parameters)
    {
        var text = string.Join('\n', parameters.ToArray());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    /// <summary>Whether what the contact did in this turn confirms this proposal.</summary>
    /// <param name="digest">Digest of the parameters as they stand now.</param>
    /// <param name="pressed">Digest that came back with a button, or null when none was pressed.</param>
    /// <param name="saidYes">Whether the contact's own words are a plain yes.</param>
    /// <param name="turn">Number of the running turn.</param>
    /// <param name="at">When the contact's message came.</param>
    public Confirmation Check(string digest, string? pressed, bool saidYes, long turn, DateTimeOffset at)
    {
        if (turn <= Turn)
            return Confirmation.NotConfirmed;
        if (at - At > Lifetime)
            return Confirmation.Expired;
        if (digest != Digest || (pressed is not null && pressed != Digest))
            return Confirmation.Changed;
        return pressed is not null || saidYes ? Confirmation.Confirmed : Confirmation.NotConfirmed;
    }
}

/// <summary>Whether a tool that needs the contact's confirmation has it.</summary>
internal enum Confirmation
{
    /// <summary>Yes: the contact confirmed exactly what was read back.</summary>
    Confirmed,

    /// <summary>Nothing was read back.</summary>
    NothingProposed,

    /// <summary>It was read back, but the contact has not said yes.</summary>
    NotConfirmed,

    /// <summary>What would be done is no longer what was read back.</summary>
    Changed,

    /// <summary>It was read back too long ago.</summary>
    Expired,
}
