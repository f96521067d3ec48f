using System.Numerics;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>
/// What a link carries: about what it is, until when it holds, and a signature. It is short, because it stands in SMS,
/// and of letters and digits, so that no program cuts it in two.
/// </summary>
/// <param name="Kind">What it leads to.</param>
/// <param name="Id">Of the appointment, or of the entry in the line of those who wait.</param>
/// <param name="ExpiresAt">Until when it holds, to the minute.</param>
/// <param name="Signature">Of the others, and of the telephone that it was sent to.</param>
public sealed record AppointmentLink(
    LinkKind Kind, Guid Id, DateTimeOffset ExpiresAt, ReadOnlyMemory<byte> Signature)
{
    /// <summary>How many bytes a signature has: 96 bits are more than can be tried at a door that counts.</summary>
    internal const int SignatureBytes = 12;

    internal const int SignedBytes = 1 + 16 + sizeof(uint);

    private const int Bytes = SignedBytes + SignatureBytes;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // 62^45 is more than 2^264, and less would not do.
    private const int MostDigits = 45;

    /// <summary>As it stands in the address.</summary>
    public string Token
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Bytes];
            Write(Kind, Id, ExpiresAt, bytes);
            Signature.Span.CopyTo(bytes[SignedBytes..]);
            var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            var digits = new Stack<char>();
            for (; !number.IsZero; number /= Digits.Length)
                digits.Push(Digits[(int)(number % Digits.Length)]);
            return string.Concat(digits);
        }
    }

    /// <summary>Reads one; whether it is genuine, only <see cref="AppointmentLinks"/> tells.</summary>
    /// <returns>Null when it is none.</returns>
    public static AppointmentLink? Read(string? token)
    {
        if (token is not { Length: > 0 and <= MostDigits })
            return null;
        var number = BigInteger.Zero;
        foreach (var letter in token)
        {
            if (Digits.IndexOf(letter, StringComparison.Ordinal) is not (>= 0 and var digit))
                return null;
            number = (number * Digits.Length) + digit;
        }

        // The kind is never 0, so that the number has all of its bytes.
        if (number.GetByteCount(isUnsigned: true) != Bytes)
            return null;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (!Enum.IsDefined((LinkKind)bytes[0]))
            return null;
        var minutes = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(17));
        return new AppointmentLink(
            (LinkKind)bytes[0], new Guid(bytes.AsSpan(1, 16), bigEndian: true),
            DateTimeOffset.UnixEpoch.AddMinutes(minutes), bytes.AsMemory(SignedBytes));
    }

    internal static void Write(LinkKind kind, Guid id, DateTimeOffset expiresAt, Span<byte> bytes)
    {
        bytes[0] = (byte)kind;
        id.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(
            bytes[17..], (uint)(expiresAt - DateTimeOffset.UnixEpoch).TotalMinutes);
    }
}

/// <summary>What a link leads to.</summary>
public enum LinkKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An appointment that can be moved or cancelled, until it begins.</summary>
    Appointment = 1,

    /// <summary>The question how content they were.</summary>
    Rating = 2,

    /// <summary>A slot that is kept for somebody who waits, until it is no more.</summary>
    Offer = 3,
}
