using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateway.Channels.Web;

/// <summary>
/// SignalR's protocol on one connection, where calls beyond the caller's budget are refused as soon as they are read. A
/// hub filter could only throw, which costs more than most of what it refuses, and never sees a call to a method that
/// does not exist or with the wrong arguments.
/// </summary>
internal sealed class HubProtocol(IHubProtocol inner, HubLine line, HubBudgets budgets) : IHubProtocol
{
    /// <summary>How many refusals in a row a client may ignore.</summary>
    public const int MostIgnored = 20;

    /// <summary>Calls of one connection come one after the other, so this needs no lock.</summary>
    private int _ignored;

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(
        ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!inner.TryParseMessage(ref input, binder, out message))
            return false;
        message = message switch
        {
            HubMethodInvocationMessage call => Refuse(call.InvocationId, call.Target) ?? message,
            InvocationBindingFailureMessage wrong => Refuse(wrong.InvocationId, wrong.Target) ?? message,
            _ => message,
        };
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    /// <summary>
    /// Null when the call may be made; else what SignalR answers with the error in it, and nothing more.
    /// </summary>
    private InvocationBindingFailureMessage? Refuse(string? invocationId, string target)
    {
        if (budgets.TakeCall(line.Calls, line.Network, line.Session, target) is not { } wait)
        {
            _ignored = 0;
            return null;
        }

        var error = WebError.Limited("too many calls", wait);
        if (++_ignored > MostIgnored)
            line.End("ignored", error);
        return new InvocationBindingFailureMessage(
            invocationId, target, ExceptionDispatchInfo.Capture(error.ToHubException()));
    }
}

/// <summary>
/// Gives each connection to the chat hub a <see cref="HubProtocol"/> of its own; other hubs get SignalR's as it is.
/// </summary>
internal sealed class HubProtocolResolver(IEnumerable<IHubProtocol> protocols, HubBudgets budgets)
    : IHubProtocolResolver
{
    public IReadOnlyList<IHubProtocol> AllProtocols { get; } = [.. protocols];

    public IHubProtocol? GetProtocol(string protocolName, IReadOnlyList<string>? supportedProtocols)
    {
        // The last one of a name counts, as with SignalR's own resolver.
        var found = AllProtocols.LastOrDefault(protocol =>
            string.Equals(protocol.Name, protocolName, StringComparison.OrdinalIgnoreCase) &&
            (supportedProtocols is null
                || supportedProtocols.Contains(protocol.Name, StringComparer.OrdinalIgnoreCase)));
        return found is not null && HubLine.Current is { } line ? new HubProtocol(found, line, budgets) : found;
    }
}
