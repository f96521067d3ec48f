using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Tests.Voice;

/// <summary>Says the business's name.</summary>
internal sealed class CallGreetings : IGreetings
{
    public Greeting For(Workspace workspace, string locale) =>
        new("Léa", locale == "en" ? $"Hello, {workspace.Name}." : $"Bonjour, {workspace.Name}.", []);
}
