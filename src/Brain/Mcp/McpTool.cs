using System.Text.Json;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Mcp;

/// <summary>
/// A tool of somebody else's server. Unless the business says that it changes nothing, a model's call only reads back
/// what it would do; after the contact's own yes it is called with exactly that.
/// </summary>
internal sealed class McpTool(McpConnection connection, McpListing listing)
    : Tool(listing.Name, listing.Description, listing.Schema)
{
    /// <inheritdoc/>
    public override ToolPolicy Policy =>
        listing.Policy == McpPolicy.Read ? ToolPolicy.ReadOnly : ToolPolicy.NeedsConfirmation;

    /// <inheritdoc/>
    public override bool ProposesItself => Policy == ToolPolicy.NeedsConfirmation;

    /// <inheritdoc/>
    public override bool SupportsClaims => false;

    /// <inheritdoc/>
    public override TimeSpan Timeout => TimeSpan.FromSeconds(connection.Server.TimeoutSeconds);

    /// <inheritdoc/>
    public override async Task<JsonElement> InvokeAsync(
        SolutionTurn turn, JsonElement arguments, ToolCall call, CancellationToken cancellationToken)
    {
        // One yes, one attempt: of a call that is not answered nobody knows whether it was carried out.
        if (Policy == ToolPolicy.NeedsConfirmation)
            turn.Withdraw();
        var result = await connection.CallAsync(
            listing.RemoteName, arguments, call.IdempotencyKey, cancellationToken);
        return result is null
            ? ToolErrors.Of(ToolErrors.Unavailable)
            : McpResult.Read(connection.Server.Id, result);
    }

    /// <inheritdoc/>
    protected internal override JsonElement Propose(SolutionTurn turn, JsonElement arguments) =>
        McpReadBack.Propose(turn, this, arguments);
}
