namespace Gateway.Brain.Inspection.Notices;

/// <summary>Where people reach the pages about their appointment. The host knows.</summary>
public interface IAppointmentPages
{
    /// <summary>Scheme, host and port, without a slash at the end; null: nobody outside reaches them.</summary>
    string? Address { get; }
}
