using System.Text.Json;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Sessions.Network;
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
        var acts = Policy == ToolPolicy.NeedsConfirmation;
        if (acts)
            turn.Spend();
        try
        {
            var result = await connection.CallAsync(
                listing.RemoteName, arguments, call.IdempotencyKey, cancellationToken);
            if (result is null)
                return ToolErrors.Of(ToolErrors.Unavailable);
            if (acts)
                turn.Withdraw();
            return McpResult.Read(connection.Server.Id, result);
        }
        catch (ResponseTooLargeException)
        {
            return ToolErrors.Of("its answer is too large to be read; ask for less");
        }
    }

    /// <inheritdoc/>
    protected internal override JsonElement Propose(SolutionTurn turn, JsonElement arguments) =>
        McpReadBack.Propose(turn, this, arguments);
}
