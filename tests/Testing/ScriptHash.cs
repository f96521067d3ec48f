using System.Security.Cryptography;
using System.Text;
using Gateway.Sessions.Engine;

namespace Gateway.Testing;

/// <summary>The names that Redis gives to the engine's scripts: SHA-1 of the preamble and the file.</summary>
public static class ScriptHash
{
    /// <summary>
    /// Of a Lua file, by its name without the ending: as it is, and behind what settles keys of earlier versions.
    /// </summary>
    public static IReadOnlyList<string> Of(string script)
    {
        var verb = (script.StartsWith("outbox_", StringComparison.Ordinal) ? Read("delivery.lua") : "")
            + Read(script + ".lua");
        return [OfText(Read("shared.lua") + verb), OfText(Read("shared.lua") + Read("settle.lua") + verb)];
    }

    /// <summary>Of a script's text.</summary>
#pragma warning disable CA5350 // Redis names scripts by their SHA-1; nothing is protected by it.
    public static string OfText(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    private static string Read(string file)
    {
        using var stream = typeof(SessionEngine).Assembly.GetManifestResourceStream(file)
            ?? throw new ArgumentException($"There is no script {file}.", nameof(file));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
