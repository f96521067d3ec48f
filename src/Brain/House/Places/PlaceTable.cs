using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Places;

/// <summary>
/// Towns with their countries, sizes and postcodes, as <c>places.bin</c> has them (the README beside it). Sorted
/// arrays: towns by key, and their postcodes once by town and once by number. Nothing of it changes.
/// </summary>
internal sealed class PlaceTable
{
    private const uint Mark = 0x31504C47;

    private static readonly Lazy<PlaceTable> All = new(Load);

    private readonly string[] _countries;
    private readonly byte[] _country;
    private readonly byte[] _size;
    private readonly byte[] _keys;
    private readonly int[] _keyStarts;
    private readonly byte[] _names;
    private readonly int[] _nameStarts;
    private readonly int[] _codes;
    private readonly int[] _codeStarts;
    private readonly int[] _sortedCodes;
    private readonly int[] _townsOfCodes;

    private PlaceTable(ReadOnlySpan<byte> data)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(data) != Mark)
            throw new InvalidDataException("This is no table of places.");
        data = data[4..];
        _countries = Encoding.ASCII.GetString(Block(ref data)).Split(' ');
        _country = Block(ref data).ToArray();
        _size = Block(ref data).ToArray();
        _keyStarts = Starts(Block(ref data));
        _keys = Block(ref data).ToArray();
        _nameStarts = Starts(Block(ref data));
        _names = Block(ref data).ToArray();
        _codeStarts = Starts(Block(ref data), width: 2);
        _codes = MemoryMarshal.Cast<byte, int>(Block(ref data)).ToArray();
        _townsOfCodes = MemoryMarshal.Cast<byte, int>(Block(ref data)).ToArray();
        _sortedCodes = new int[_townsOfCodes.Length];
        var sorted = MemoryMarshal.Cast<byte, int>(Block(ref data));
        sorted.CopyTo(_sortedCodes);
    }

    /// <summary>The table of this build, read when it is first asked for.</summary>
    public static PlaceTable Default => All.Value;

    /// <summary>How many towns there are.</summary>
    public int Count => _country.Length;

    /// <summary>
    /// What a town's name is compared by: small letters and figures without anything between them, Saint and Sainte
    /// written out.
    /// </summary>
    public static string KeyOf(string name) => string.Concat(Word.In(name).Select(word => KeyPart(word.Text)));

    /// <summary>What a word of a name adds to its key.</summary>
    public static string KeyPart(string word) => word switch
    {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        _ => word,
    };

    /// <summary>Writes a table.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="towns">In any order, several of one name and country joined already. Size as a power of two of the
    /// inhabitants, postcodes as numbers.</param>
    public static void Write(
        Stream stream, IEnumerable<(string Name, string Key, string Country, int Size, int[] Codes)> towns)
    {
        var all = towns
            .OrderBy(town => town.Key, StringComparer.Ordinal).ThenByDescending(town => town.Size).ToList();
        List<string> countries = [.. all.Select(town => town.Country).Distinct().Order(StringComparer.Ordinal)];
        List<(int Code, int Town)> codes =
            [.. all.SelectMany((town, i) => town.Codes.Order().Select(code => (code, i)))];
        List<(int Code, int Town)> sorted = [.. codes.OrderBy(pair => pair.Code).ThenBy(pair => pair.Town)];
        using var packed = new BrotliStream(stream, new BrotliCompressionOptions { Quality = 11 }, leaveOpen: true);
        using var writer = new BinaryWriter(packed, Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        Put(Encoding.ASCII.GetBytes(string.Join(' ', countries)));
        Put([.. all.Select(town => (byte)countries.IndexOf(town.Country))]);
        Put([.. all.Select(town => (byte)town.Size)]);
        PutTexts(town => town.Key);
        PutTexts(town => town.Name == town.Key ? "" : town.Name);
        Put(Bytes(all.Select(town => (short)town.Codes.Length)));
        Put(Bytes(codes.Select(pair => pair.Code)));
        Put(Bytes(sorted.Select(pair => pair.Town)));
        Put(Bytes(sorted.Select(pair => pair.Code)));

        void Put(byte[] block)
        {
            writer.Write(block.Length);
            writer.Write(block);
        }

        void PutTexts(Func<(string Name, string Key, string Country, int Size, int[] Codes), string> text)
        {
            List<byte[]> texts = [.. all.Select(town => Encoding.UTF8.GetBytes(text(town)))];
            Put([.. texts.Select(bytes => (byte)bytes.Length)]);
            Put([.. texts.SelectMany(bytes => bytes)]);
        }
    }

    /// <summary>The name of a town as it is written.</summary>
    public string Name(int town) =>
        Encoding.UTF8.GetString(_names.AsSpan(_nameStarts[town].._nameStarts[town + 1])) is { Length: > 0 } name
            ? name
            : Encoding.UTF8.GetString(Key(town));

    /// <summary>Its country, as ISO 3166-1 has it.</summary>
    public string Country(int town) => _countries[_country[town]];

    /// <summary>How many inhabitants it has, as a power of two; 0 when it is not known.</summary>
    public int Size(int town) => _size[town];

    /// <summary>Its postcodes as numbers, ascending.</summary>
    public ReadOnlySpan<int> Codes(int town) => _codes.AsSpan(_codeStarts[town].._codeStarts[town + 1]);

    /// <summary>What it is compared by, in ASCII but for letters that have no other form.</summary>
    public ReadOnlySpan<byte> Key(int town) => _keys.AsSpan(_keyStarts[town].._keyStarts[town + 1]);

    /// <summary>The towns of a key, the largest of each country first.</summary>
    /// <returns>The first and how many there are.</returns>
    public (int First, int Count) Named(string key)
    {
        Span<byte> bytes = stackalloc byte[128];
        if (!Encoding.UTF8.TryGetBytes(key, bytes, out var length))
            return (0, 0);
        bytes = bytes[..length];
        var first = LowerBound(bytes);
        var end = first;
        while (end < Count && Key(end).SequenceEqual(bytes))
            end++;
        return (first, end - first);
    }

    /// <summary>The index of the first town whose key does not come before this one.</summary>
    public int LowerBound(ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Key(middle).SequenceCompareTo(key) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The towns of a postcode, of whatever country.</summary>
    public ReadOnlySpan<int> WithCode(int code)
    {
        var first = _sortedCodes.AsSpan().BinarySearch(code);
        if (first < 0)
            return [];
        var end = first + 1;
        while (first > 0 && _sortedCodes[first - 1] == code)
            first--;
        while (end < _sortedCodes.Length && _sortedCodes[end] == code)
            end++;
        return _townsOfCodes.AsSpan(first..end);
    }

    private static PlaceTable Load()
    {
        using var stream = typeof(PlaceTable).Assembly.GetManifestResourceStream("House.places")
            ?? throw new InvalidOperationException("The table of places is not in the assembly.");
        using var unpacked = new BrotliStream(stream, CompressionMode.Decompress);
        using var data = new MemoryStream();
        unpacked.CopyTo(data);
        return new PlaceTable(data.GetBuffer().AsSpan(0, (int)data.Length));
    }

    private static byte[] Bytes<T>(IEnumerable<T> values) where T : unmanaged =>
        MemoryMarshal.AsBytes<T>(values.ToArray()).ToArray();

    private static ReadOnlySpan<byte> Block(ref ReadOnlySpan<byte> data)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        var block = data.Slice(4, length);
        data = data[(4 + length)..];
        return block;
    }

    // Where each entry begins, from how long they are; one more for where the last one ends.
    private static int[] Starts(ReadOnlySpan<byte> lengths, int width = 1)
    {
        var starts = new int[(lengths.Length / width) + 1];
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + (width == 1
                ? lengths[i - 1]
                : BinaryPrimitives.ReadInt16LittleEndian(lengths[((i - 1) * width)..]));
        }

        return starts;
    }
}
