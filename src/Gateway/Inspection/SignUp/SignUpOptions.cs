using System.ComponentModel.DataAnnotations;
using Gateway.Sessions;

namespace Gateway.Inspection.SignUp;

/// <summary>How centres sign up by themselves; section <c>Centres</c> of the configuration.</summary>
internal sealed class SignUpOptions
{
    /// <summary>
    /// Whether strangers may create centres. Null, the default: in development, and to who sits at the machine of an
    /// installation that has no account at any provider yet.
    /// </summary>
    public bool? OpenSignup { get; set; }

    /// <summary>
    /// Origins (scheme, host, port) of the pages that may frame the form, and send to it. Default: none but our own.
    /// </summary>
    public string[] SignupOrigins { get; set; } = [];

    /// <summary>The most centres that may be created within an hour from one address (IPv6: one /64).</summary>
    [Range(1, 100_000)]
    public int SignupsPerHour { get; set; } = 5;

    /// <summary>The same within a day.</summary>
    [Range(1, 100_000)]
    public int SignupsPerDay { get; set; } = 10;

    /// <summary>The most centres that may be created within a day from all addresses together.</summary>
    [Range(1, 1_000_000)]
    public int AllSignupsPerDay { get; set; } = 200;

    /// <summary>The most times that fields may be checked within a minute from one address.</summary>
    [Range(1, 1_000_000)]
    public int ChecksPerMinute { get; set; } = 120;

    /// <summary>What an address may create.</summary>
    public Allowance PerAddress => new(null, SignupsPerHour, SignupsPerDay);

    /// <summary>What all of them may.</summary>
    public Allowance Together => new(null, null, AllSignupsPerDay);

    /// <summary>What an address may have checked.</summary>
    public Allowance Checks => new(ChecksPerMinute, null, null);

    /// <summary>Whether a text is an origin as browsers send it.</summary>
    public static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == text;
}
