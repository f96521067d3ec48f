using Gateway.Sessions.Workspaces;
using Gateway.Solutions;

namespace Gateway.Demo.Pages;

/// <summary>A business on the start page.</summary>
/// <param name="Workspace">The business.</param>
/// <param name="Solution">Its trade.</param>
/// <param name="Pictures">Addresses of pictures of what it sells; may be empty.</param>
public sealed record DemoCard(Workspace Workspace, ISolutionInfo Solution, IReadOnlyList<string> Pictures);
