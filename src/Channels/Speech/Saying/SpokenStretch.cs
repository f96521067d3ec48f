using System.Runtime.InteropServices;

namespace Gateway.Channels.Speech.Saying;

/// <summary>Where a stretch of spoken words comes from. All in UTF-16 units.</summary>
/// <param name="SpokenStart">Where it begins in what is spoken.</param>
/// <param name="SpokenLength">How long it is there; at least 1.</param>
/// <param name="SourceStart">Where it begins in what was written.</param>
/// <param name="SourceLength">How long it is there; 0 for a pause that no sign stands for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SpokenStretch(int SpokenStart, int SpokenLength, int SourceStart, int SourceLength)
{
    /// <summary>Where it ends in what is spoken.</summary>
    public int SpokenEnd => SpokenStart + SpokenLength;

    /// <summary>Where it ends in what was written.</summary>
    public int SourceEnd => SourceStart + SourceLength;
}
