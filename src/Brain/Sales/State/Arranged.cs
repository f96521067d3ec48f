namespace Gateway.Brain.Sales.State;

/// <summary>Something that was arranged with the contact, and that a person of the workspace sees to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="When">When they would like it, in their words; null: they did not say.</param>
internal sealed record Arranged(ArrangementKind Kind, string? When)
{
    /// <summary>What a person is asked to do for it.</summary>
    public static TaskType TaskOf(ArrangementKind kind) => kind switch
    {
        ArrangementKind.Demo => TaskType.Demo,
        ArrangementKind.Trial => TaskType.FollowUp,
        ArrangementKind.Quote => TaskType.Contract,
        ArrangementKind.Call => TaskType.Call,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such arrangement"),
    };
}

/// <summary>What can be arranged.</summary>
internal enum ArrangementKind
{
    /// <summary>The product is shown to them.</summary>
    Demo,

    /// <summary>They try it.</summary>
    Trial,

    /// <summary>They get the offer in writing.</summary>
    Quote,

    /// <summary>They are called.</summary>
    Call,
}
