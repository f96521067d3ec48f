using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Voice.Streams;

/// <summary>What all calls of this node share.</summary>
internal sealed class CallParts(
    SessionEngine engine, ICallBook book, ISpeechBackEnds backEnds, IGreetings greetings, SpokenCache cache,
    CallWatch watch, CallMetrics metrics, IOptions<CallOptions> options, TimeProvider clock)
{
    public SessionEngine Engine => engine;

    public ICallBook Book => book;

    public ISpeechBackEnds BackEnds => backEnds;

    public IGreetings Greetings => greetings;

    public SpokenCache Cache => cache;

    public CallWatch Watch => watch;

    public CallMetrics Metrics => metrics;

    public CallOptions Options => options.Value;

    public TimeProvider Clock => clock;
}
