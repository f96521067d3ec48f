using System.Buffers.Binary;

namespace Gateway.Channels.Media.Files;

/// <summary>ISO 23008-12, 6.5.3: boxes <c>ispe</c> hold width and height of the picture and its tiles.</summary>
internal static class HeifSize
{
    /// <summary>The number of pixels of the largest of them; null when none says it.</summary>
    public static long? Read(ReadOnlySpan<byte> file)
    {
        long? largest = null;
        for (var at = file.IndexOf("ispe"u8); at >= 0 && at + 16 <= file.Length;)
        {
            var pixels = (long)BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8)..]) *
                BinaryPrimitives.ReadUInt32BigEndian(file[(at + 12)..]);
            // Four bytes of the picture itself can look like a box; only one that says its length is one.
            if (at >= 4 && BinaryPrimitives.ReadUInt32BigEndian(file[(at - 4)..]) == 20)
                largest = Math.Max(largest ?? 0, pixels < 0 ? long.MaxValue : pixels);
            var next = file[(at + 4)..].IndexOf("ispe"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return largest;
    }
}
