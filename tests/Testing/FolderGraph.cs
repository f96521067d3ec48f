using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Gateway.Testing;

/// <summary>
/// Which folders of a project need which, by the types they use: read out of the compiled assembly, from bases, fields,
/// signatures, attributes and the bodies of methods. A folder is a namespace; what the compiler made belongs to the
/// type it was made for. A constant that is only read leaves no trace.
/// </summary>
public sealed class FolderGraph
{
    private const int MostExamples = 4;

    private readonly SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> _arrows;
    private readonly int _prefix;

    private FolderGraph(SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> arrows, int prefix) =>
        (_arrows, _prefix) = (arrows, prefix);

    /// <summary>
    /// The folders that need others, and which: paths within the project, with dots; the project's own is
    /// <c>(root)</c>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Arrows =>
        _arrows.ToDictionary(
            arrows => Short(arrows.Key), IReadOnlyList<string> (arrows) => [.. arrows.Value.Keys.Select(Short)]);

    /// <summary>Reads an assembly of ours.</summary>
    public static FolderGraph Of(Assembly assembly)
    {
        var root = assembly.GetName().Name!;
        using var stream = File.OpenRead(assembly.Location);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var arrows = new SortedDictionary<string, SortedDictionary<string, SortedSet<string>>>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions)
        {
            var (folder, type) = NameOf(reader, handle);
            if (!IsIn(root, folder))
                continue;
            var used = new TypesUsed(reader, file);
            used.Read(handle);
            foreach (var (otherFolder, other) in used.Found.Select(found => NameOf(reader, found)))
            {
                if (otherFolder != folder && IsIn(root, otherFolder))
                    Add(Add(arrows, folder), otherFolder).Add($"{type} -> {other}");
            }
        }

        return new FolderGraph(arrows, root.Length);
    }

    /// <summary>
    /// The circles: each a set of folders that need each other, directly or round. Drawn with the arrows that make them
    /// and the types behind those; empty when there is none.
    /// </summary>
    public string DrawCircles()
    {
        var drawn = new StringBuilder();
        foreach (var circle in Circles())
        {
            drawn.AppendLine().Append(circle.Count).Append(" folders need each other: ")
                .AppendLine(string.Join(", ", circle.Select(Short)));
            foreach (var from in circle)
            {
                foreach (var (to, types) in _arrows[from].Where(arrow => circle.Contains(arrow.Key)))
                {
                    var examples = string.Join("; ", types.Take(MostExamples));
                    drawn.Append("  ").Append(Short(from)).Append(" -> ").Append(Short(to))
                        .Append("   ").Append(types.Count).Append(": ").AppendLine(examples);
                }
            }
        }

        return drawn.ToString();
    }

    private static TValue Add<TValue>(SortedDictionary<string, TValue> all, string key)
        where TValue : new()
    {
        if (!all.TryGetValue(key, out var value))
            all[key] = value = new TValue();
        return value;
    }

    private static bool IsIn(string root, string folder) =>
        folder == root || folder.StartsWith(root + ".", StringComparison.Ordinal);

    private static (string Folder, string Type) NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        while (type.GetDeclaringType() is { IsNil: false } outer)
            type = reader.GetTypeDefinition(outer);
        return (reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    private string Short(string folder) => folder.Length == _prefix ? "(root)" : folder[(_prefix + 1)..];

    /// <summary>Folders of which each can be reached from each other.</summary>
    private List<List<string>> Circles()
    {
        var reached = _arrows.Keys.ToDictionary(folder => folder, Reach);
        bool LeadsBack(string other, string folder) =>
            reached.TryGetValue(other, out var back) && back.Contains(folder);

        return
        [
            .. _arrows.Keys
                .Select(folder => reached[folder].Where(other => LeadsBack(other, folder)))
                .Select(circle => circle.Order(StringComparer.Ordinal).ToList())
                .Where(circle => circle.Count > 1)
                .DistinctBy(circle => circle[0]),
        ];
    }

    private HashSet<string> Reach(string folder)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out var next))
        {
            if (!_arrows.TryGetValue(next, out var arrows))
                continue;
            foreach (var other in arrows.Keys.Where(reached.Add))
                waiting.Push(other);
        }

        return reached;
    }
}
