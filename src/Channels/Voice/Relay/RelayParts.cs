using Gateway.Channels.Voice.Calls;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Voice.Relay;

/// <summary>What all relayed calls of this node share.</summary>
internal sealed class RelayParts(
    SessionEngine engine, ICallBook book, IGreetings greetings, CallWatch watch, CallMetrics metrics,
    IOptions<CallOptions> options, TimeProvider clock)
{
    public SessionEngine Engine => engine;

    public ICallBook Book => book;

    public IGreetings Greetings => greetings;

    public CallWatch Watch => watch;

    public CallMetrics Metrics => metrics;

    public CallOptions Options => options.Value;

    public TimeProvider Clock => clock;
}
