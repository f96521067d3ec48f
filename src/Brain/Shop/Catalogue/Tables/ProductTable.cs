namespace Gateway.Brain.Shop.Catalogue.Tables;

/// <summary>
/// What is told of products in numbers, each by its place in the index: what is ranked and compared without asking the
/// database about all of them.
/// </summary>
internal sealed class ProductTable
{
    private const int HundredthsOfOne = 100;

    private readonly long[] _ids;
    private readonly long[] _hundredths;
    private readonly bool[] _isSoldOut;
    private readonly int[] _byHandle;

    /// <summary>Reads the products, in their order.</summary>
    public ProductTable(IReadOnlyList<GoodsText> products)
    {
        Handles = [.. products.Select(product => product.Handle)];
        _ids = [.. products.Select(product => product.Id)];
        _hundredths = [.. products.Select(product => (long)(product.Price * HundredthsOfOne))];
        _isSoldOut = [.. products.Select(product => product.IsSoldOut)];
        _byHandle = [.. Enumerable.Range(0, Handles.Length)];
        Array.Sort(_byHandle, (one, other) => string.CompareOrdinal(Handles[one], Handles[other]));
    }

    /// <summary>The shop's own names for them.</summary>
    public string[] Handles { get; }

    /// <summary>How many there are.</summary>
    public int Count => Handles.Length;

    /// <summary>What it takes of memory, in bytes, about; the handles themselves left out.</summary>
    public long Bytes => Count * (long)(sizeof(long) + sizeof(long) + sizeof(bool) + sizeof(int) + IntPtr.Size);

    /// <summary>The place of a product; -1 where there is none of that handle.</summary>
    public int PlaceOf(string handle)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Handles[_byHandle[middle]], handle);
            if (order == 0)
                return _byHandle[middle];
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>The number that the database gave it.</summary>
    public long IdOf(int product) => _ids[product];

    /// <summary>Its price, in units of its currency.</summary>
    public double PriceOf(int product) => _hundredths[product] / (double)HundredthsOfOne;

    /// <summary>Whether none of it is left.</summary>
    public bool IsSoldOut(int product) => _isSoldOut[product];
}
