using System.Text.Json;
using Gateway.Brain.Inspection.Centres;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection;

/// <summary>The demo's inspection centre.</summary>
internal static class DemoCentre
{
    public static string Path { get; } =
        System.IO.Path.Combine(GatewayProcess.Root, "workspaces", "demo-centre.json");

    /// <summary>A Tuesday, nine o'clock at the centre.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    public static Workspace Workspace { get; } =
        JsonSerializer.Deserialize<Workspace>(File.ReadAllText(Path), JsonSerializerOptions.Web)!;

    public static Centre Centre { get; } = Centre.Parse(Workspace).Centre.ShouldNotBeNull();
}
