using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>
/// Proves that a telephone is the contact's, by a code that is sent there as an SMS. Only to numbers that have an
/// appointment: nobody can have the centre write to strangers, and nothing that is said tells who has one.
/// </summary>
internal sealed class PhoneCodes(ICodeMessages messages, IAddressKey key, PlanningBook planning)
{
    /// <summary>How many wrong codes are borne.</summary>
    public const int MostTries = 3;

    /// <summary>How many codes are sent in one conversation.</summary>
    public const int MostCodes = 3;

    private const uint Codes = 1_000_000;

    /// <summary>How long a code counts (OWASP ASVS 5.0, 6.5.5: at most ten minutes).</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Sends a code; null where the centre sends no SMS. A turn that is run again sends the same one, once.
    /// </summary>
    public async Task<CodeSent?> SendAsync(
        InspectionTurn turn, string phone, string? plate, ToolCall call, CancellationToken cancellationToken)
    {
        if (turn.Context.Workspace.Channels.FirstOrDefault(channel => channel.Kind == ChannelKind.Sms)?.Line
            is not { } line)
            return null;
        var id = turn.Context.Turn.Id.ToString();
        var secret = await key.GetAsync();
        var code = CodeOf(secret, id, phone);
        var sent = new CodeSent(phone, DigestOf(secret, code, phone), call.At + Life, 0, plate);
        if ((await planning.FindMineAsync(turn.Centre, phone, plate: null, cancellationToken)).Count == 0)
            return sent;
        var words = turn.Say("codeMessage", ("code", code), ("centre", turn.Centre.Name)).Markdown;
        await messages.SendAsync(new CodeMessage(turn.Centre.Id, line, phone, turn.Locale, words, id));
        return sent;
    }

    /// <summary>Whether it is the code that was sent, compared in constant time.</summary>
    public async Task<bool> IsAsync(string code, CodeSent sent)
    {
        var digest = DigestOf(await key.GetAsync(), code, sent.Phone);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(sent.Digest), Encoding.ASCII.GetBytes(digest));
    }

    /// <summary>The end of a number: <c>•• 08</c>.</summary>
    public static string Masked(string phone) => $"•• {phone[^2..]}";

    private static string CodeOf(byte[] secret, string turn, string phone)
    {
        var hash = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"phone code\n{turn}\n{phone}"));
        return (BinaryPrimitives.ReadUInt32BigEndian(hash) % Codes).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static string DigestOf(byte[] secret, string code, string phone) => Convert.ToHexStringLower(
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"phone code digest\n{code}\n{phone}")));
}
