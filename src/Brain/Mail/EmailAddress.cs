using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Gateway.Brain.Mail;

/// <summary>
/// Addresses that mail is sent to: what people have, and nothing that could become a header, a second receiver or a
/// command to a mail server. Of what RFC 5321 allows, quoted names, addresses of machines and letters beyond ASCII are
/// left out (a domain with such letters is written as its A-label).
/// </summary>
public static partial class EmailAddress
{
    // RFC 5321, 4.5.3.1: 64 for the name, and 256 for the path with its angle brackets.
    private const int Longest = 254;
    private const int LongestName = 64;

    /// <summary>Whether a text is an address.</summary>
    /// <param name="text">Any text; null is none.</param>
    public static bool Is([NotNullWhen(true)] string? text) =>
        text is { Length: <= Longest } && text.IndexOf('@', StringComparison.Ordinal) <= LongestName
        && Form.IsMatch(text);

    // \z, because $ would let a line feed stand behind.
    [GeneratedRegex(
        @"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@" +
        @"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
