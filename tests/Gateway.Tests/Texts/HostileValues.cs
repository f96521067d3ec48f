using System.Globalization;
using System.Text;

namespace Gateway.Tests.Texts;

/// <summary>What nobody means well with, and what nobody thought of: texts, and JSON that is no text.</summary>
internal static class HostileValues
{
    private const int Seed = 20_261_128;
    private const int Most = 16 * 1024;

    private static readonly string[] Pieces =
    [
        "\0", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u009f", "\r\n", "\r", "\n", "\t", "\v", "\u2028", "\u2029",
        "\ud800", "\udc00", "\ud83d", "\ufffe", "\uffff", "\ufdd0",
        "\U0001FFFE", "\ufeff", "\ufffd", "\u200b", "\u200d", "\u200c", "\u2060", "\u00ad", "\u202e", "\u202d",
        "\u2066", "\u2069", "\u200f", "\U000E0041", "\U000E0001", "م", "שלום", "ไทย",
        "क्\u200dष", "你好", "é", "e\u0301", "z\u0335\u0336\u0337\u0338", "ﷺ", "ß", "İ", "ı", "👨‍👩‍👧‍👦",
        "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "1️⃣", "🇫🇷", "❤️",
        "２", "٣", "𝟙", "²", "①", "½", "{}", "[]", "\"", "\\", "\\u0000", "\\ud800", "'", "`",
        "<script>alert(1)</script>", "</textarea>", "&lt;", "&#0;", "<!--", "]]>", "' OR 1=1 --",
        "\"; DROP TABLE prospects; --", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "%s%n%x", "{0}", "{{7*7}}",
        "${jndi:ldap://x}", "$(id)", "%00", "%ff", "%2e%2e%2f", "../../etc/passwd",
        "..\\..\\", "C:\\con", "/dev/null", "file:///etc/passwd", "javascript:alert(1)", "//example.test", "0", "-0",
        "1e400", "-1e400", "NaN", "Infinity", "0x7f", "1_000", "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999999999", "0.1", "1,5",
        "2026-02-30", "0000-00-00", "9999-12-31T23:59:60Z", "-1-01-01", "1970-01-01",
        "null", "true", "undefined", "constructor", "__proto__", "demo-shop", "stop", "STOP", "/start", "/stop@bot",
        "**", "__", "~~", "```", "[a](javascript:b)", "![](x)", "| a | b |", "> ", "# ",
        "- ", "1. ", "06 12 34 56 78", "+33612345678", "a@b.fr", "12 rue des Lilas 75011 Paris", "12,50 €",
        "je voudrais", " ", "\u00a0", "\u3000", "*1\r\n$4\r\nPING\r\n", "a", "Z", "9",
    ];

    /// <summary>The values, always the same: each piece alone, 16 KB of each, and mixtures.</summary>
    public static IReadOnlyList<string> Texts(int count)
    {
        var random = new Random(Seed);
        List<string> texts = ["", .. Pieces];
        while (texts.Count < count)
        {
            texts.Add(random.Next(12) == 0
                ? Repeat(Pieces[random.Next(Pieces.Length)], random.Next(2) == 0 ? Most : 1_000)
                : string.Concat(
                    Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)])));
        }

        // A sample has some of every kind.
        return [.. texts.OrderBy(_ => random.Next()).Take(count)];
    }

    /// <summary>JSON values of every kind but what is meant, in the place of <c>$</c> where there is one.</summary>
    public static IReadOnlyList<string> Json { get; } =
    [
        "null", "true", "0", "-1", "1e400", "-1e-400", "99999999999999999999999999", "1.5", "[]", "{}", "[null]",
        "[[\"a\"]]", "{\"a\":{\"b\":[1]}}", "\"\\ud800\"", "\"\\u0000\"", "\"\\udc00\\ud800\"",
        new string('[', 60) + new string(']', 60),
        string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100),
        "\"" + new string('x', 20_000) + "\"",
    ];

    /// <summary>Bodies that are no JSON, or more than one.</summary>
    public static IReadOnlyList<byte[]> Bodies { get; } =
    [
        [], "{"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "\"a\""u8.ToArray(), "{}{}"u8.ToArray(),
        "{\"text\":\"a\",\"text\":\"b\",\"Text\":1}"u8.ToArray(), [0xEF, 0xBB, 0xBF, 0x7B, 0x7D],
        [.. "{\"text\":\""u8, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, .. "\",\"workspace\":\"demo-shop\"}"u8],
        [.. "{\"a"u8, 0xFF, .. "\":1}"u8], [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0x1F, 0x8B, 0x08],
        Encoding.UTF8.GetBytes(new string('[', 10_000)), "{\"\\ud800\":1}"u8.ToArray(), "a=b&c=%ZZ&%=%"u8.ToArray(),
        "Body=%00%FF&From=%00&To=%ED%A0%80"u8.ToArray(),
    ];

    /// <summary>Types of bodies that are not the one asked for.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "application/json; charset=utf-7", "application/json; charset=\"\"", "application/json; charset=utf-16",
        "application/json; charset=nonsense", "application/json; charset=\"utf-8\"",
        "text/plain; charset=utf-7", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data",
        "multipart/form-data; boundary=x", "application/problem+json; charset=x-user-defined",
        "application/json; charset=iso-8859-1", "text/html",
    ];

    /// <summary>A value as an address carries it: half a surrogate pair as the three bytes that are no UTF-8.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length * 3);
        for (var i = 0; i < text.Length; i++)
        {
            byte[] bytes;
            if (!char.IsSurrogate(text[i]))
                bytes = Encoding.UTF8.GetBytes(text.Substring(i, 1));
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                bytes = Encoding.UTF8.GetBytes(text.Substring(i++, 2));
            else
                bytes = [0xED, (byte)(0x80 | ((text[i] >> 6) & 0x3F)), (byte)(0x80 | (text[i] & 0x3F))];
            foreach (var one in bytes)
                escaped = char.IsAsciiLetterOrDigit((char)one)
                    ? escaped.Append((char)one)
                    : escaped.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return escaped.ToString();
    }

    private static string Repeat(string piece, int length) =>
        string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
