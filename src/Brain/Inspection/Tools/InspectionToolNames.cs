namespace Gateway.Brain.Inspection.Tools;

/// <summary>The names that models call the tools by.</summary>
internal static class InspectionToolNames
{
    /// <summary>Finds free slots, and offers them.</summary>
    public const string GetSlots = "get_slots";

    /// <summary>Takes down what an appointment needs, and reads it back.</summary>
    public const string Book = "book";

    /// <summary>Makes the appointment that was read back.</summary>
    public const string ConfirmBooking = "confirm_booking";

    /// <summary>Finds the contact's appointments.</summary>
    public const string FindAppointments = "find_appointments";

    /// <summary>Checks the code that was sent to the contact's telephone.</summary>
    public const string CheckCode = "check_code";

    /// <summary>Reads back another time for an appointment.</summary>
    public const string MoveAppointment = "move_appointment";

    /// <summary>Moves the appointment as it was read back.</summary>
    public const string ConfirmMove = "confirm_move";

    /// <summary>Reads back which appointment is to be called off.</summary>
    public const string CancelAppointment = "cancel_appointment";

    /// <summary>Calls off the appointment that was read back.</summary>
    public const string ConfirmCancellation = "confirm_cancellation";

    /// <summary>Notes the contact for what comes free.</summary>
    public const string JoinWaitingList = "join_waiting_list";

    /// <summary>Drops what is under way.</summary>
    public const string StartOver = "start_over";

    /// <summary>Tells what a visit costs.</summary>
    public const string TellPrice = "tell_price";

    /// <summary>Tells what the centre or the law says of a question.</summary>
    public const string LookUp = "look_up";

    /// <summary>Hands the conversation to the people of the centre.</summary>
    public const string HandOver = "hand_over";
}
