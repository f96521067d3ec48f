using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Sessions;

/// <summary>
/// Which file: 32 hexadecimal digits that follow from where it came with, so that a message that comes twice brings one
/// file.
/// </summary>
public readonly record struct MediaId
{
    private const int Length = 32;
    private const string PathPrefix = "/media/";

    private MediaId(string value) => Value = value;

    /// <summary>The digits, in lower case.</summary>
    public string Value { get; }

    /// <summary>Where we serve it: a path that is good only with a signature.</summary>
    public string Path => PathPrefix + Value;

    /// <summary>The id of a file.</summary>
    public static MediaId Of(MediaSource source)
    {
        // None of the parts can hold a line feed but the message's id, which stands last but for a number.
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Workspace}\n{source.Channel}\n{source.Line}\n{source.MessageId}\n{source.Index}");
        return new MediaId(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, Length / 2)));
    }

    /// <summary>Reads an id; false for anything else.</summary>
    public static bool TryParse(string? text, out MediaId id)
    {
        var isOne = text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);
        id = isOne ? new MediaId(text!) : default;
        return isOne;
    }

    /// <summary>Finds the file that an attachment's address stands for; false for one that is not kept by us.</summary>
    public static bool TryFind(Attachment attachment, out MediaId id)
    {
        id = default;
        return attachment.Url.StartsWith(PathPrefix, StringComparison.Ordinal)
            && TryParse(attachment.Url[PathPrefix.Length..], out id);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
