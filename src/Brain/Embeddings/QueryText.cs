using System.Text.RegularExpressions;

namespace Gateway.Brain.Embeddings;

/// <summary>
/// What a contact's words are without what people are reached or paid by: a vector of goods needs none of it, and the
/// service is somebody else's.
/// </summary>
internal static partial class QueryText
{
    /// <summary>
    /// The same with a blank in the place of each e-mail address, account number (IBAN) and telephone number, which is
    /// any eight figures or more that are written as one number, or six behind <c>+</c>; "" where nothing else was.
    /// </summary>
    public static string Of(string text)
    {
        foreach (var found in (ReadOnlySpan<Regex>)[Email(), Iban(), Phone()])
            text = found.Replace(text, " ");
        return text.Trim();
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}._%+\-]+[@\uFF20][\p{L}\p{Nd}.\-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    // In one piece, or in fours of which one of the first two is figures: "NL91 ABNA 0417 1643 00".
    [GeneratedRegex(
        @"\b[A-Za-z]{2}[0-9]{2}(?:[A-Za-z0-9]{11,30}|" +
        @"(?:[ .\-\u00A0\u202F][A-Za-z0-9]{4})?[ .\-\u00A0\u202F][0-9]{4}" +
        @"(?:[ .\-\u00A0\u202F][A-Za-z0-9]{4}){1,6}(?:[ .\-\u00A0\u202F][A-Za-z0-9]{1,3})?)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Iban();

    [GeneratedRegex(
        @"\+(?:[\s.\-/()_]{0,3}\p{Nd}){6,}|\(?\p{Nd}(?:[\s.\-/()_]{0,3}\p{Nd}){7,}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Phone();
}
