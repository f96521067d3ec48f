using Gateway.Sessions.Deliveries;

namespace Gateway.Sessions.Tests.Model;

/// <summary>What a run says about a message.</summary>
internal enum Said
{
    Sent,
    Again,
    Unknown,
    NotFound,
    Resend,
    LeaveOpen,
    Fail,
    Drop,
    Hold,
}

/// <summary>One thing done to the outbox. Numbers name what is there when the step is taken.</summary>
internal abstract record OutboxStep
{
    /// <summary>An operator writes.</summary>
    public sealed record Say(int Session, bool IsUnasked) : OutboxStep;

    /// <summary>The contact writes.</summary>
    public sealed record Write(int Session, ConsentKeyword? Keyword) : OutboxStep;

    /// <summary>Someone's opt-out or opt-in is told from elsewhere.</summary>
    public sealed record Tell(int Session, bool OptedOut) : OutboxStep;

    /// <summary>A node looks for what is due, perhaps after the lane's lease or pause was over.</summary>
    public sealed record Claim(int Session, bool IsLater) : OutboxStep;

    /// <summary>The holder of a lease, perhaps of an old one, begins the message that is up, or another.</summary>
    public sealed record Begin(int Lease, int? Index, int Wires) : OutboxStep;

    /// <summary>
    /// The holder of a lease, perhaps of an old one or for the second time, says how a message ended.
    /// </summary>
    public sealed record End(int Lease, int? Index, Said Said) : OutboxStep;

    /// <summary>The provider says how far a message got: under its id, without one, or under another's.</summary>
    public sealed record Tells(int Session, int Entry, int Index, OutboundState State, int Id) : OutboxStep;

    /// <summary>An operator sends an entry again that may be parked.</summary>
    public sealed record Retry(int Session, int Entry) : OutboxStep;

    /// <summary>Time passes: the lane's lease or pause is over.</summary>
    public sealed record Elapse(int Session) : OutboxStep;
}
