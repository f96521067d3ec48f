using System.Text.Json;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Inspection.Hosted;

/// <summary>
/// Rows of a table <c>appointments</c> with the columns of the booking interface, whatever there are besides. Columns
/// may be uuid or text, and timestamptz or text: what is compared and written is cast to what stands there.
/// </summary>
internal static class HostedRows
{
    private const string Standing =
        """
        SELECT id::text, slot_datetime::timestamptz, vehicle_type::text FROM appointments
        WHERE center_id::text = $1 AND slot_datetime::timestamptz > $2 AND slot_datetime::timestamptz < $3
        AND coalesce(status::text, '') NOT IN ('cancelled', 'canceled', 'annule', 'annulé')
        ORDER BY slot_datetime::timestamptz, id
        """;

    // jsonb_populate_record turns each value into its column's own type, and leaves other columns to their defaults.
    private const string Written =
        """
        INSERT INTO appointments (id, center_id, slot_datetime, client_first_name, client_last_name, client_phone,
          client_email, vehicle_brand, vehicle_model, license_plate, vehicle_type, status, created_at)
        SELECT id, center_id, slot_datetime, client_first_name, client_last_name, client_phone, client_email,
          vehicle_brand, vehicle_model, license_plate, vehicle_type, status, created_at
        FROM jsonb_populate_record(NULL::appointments, $1)
        ON CONFLICT (id) DO UPDATE SET slot_datetime = excluded.slot_datetime,
          client_first_name = excluded.client_first_name, client_last_name = excluded.client_last_name,
          client_phone = excluded.client_phone, client_email = excluded.client_email,
          vehicle_brand = excluded.vehicle_brand, vehicle_model = excluded.vehicle_model,
          license_plate = excluded.license_plate, vehicle_type = excluded.vehicle_type, status = excluded.status
        """;

    private const string Removed = "DELETE FROM appointments WHERE id::text = $1 AND center_id::text = $2";

    /// <inheritdoc cref="IHostedAppointments.ReadAsync"/>
    public static async Task<IReadOnlyList<HostedVisit>> ReadAsync(
        NpgsqlConnection connection, string centre, DateTimeOffset from, DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Standing, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = centre });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to.ToUniversalTime() });
        var visits = new List<HostedVisit>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            visits.Add(new HostedVisit(
                rows.GetString(0), rows.GetFieldValue<DateTimeOffset>(1),
                CentreWords.VehicleOf(rows.IsDBNull(2) ? null : rows.GetString(2)) ?? VehicleType.Car));
        }

        return visits;
    }

    /// <inheritdoc cref="IHostedAppointments.WriteAsync"/>
    public static async Task WriteAsync(
        NpgsqlConnection connection, Appointment appointment, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Written, connection);
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Jsonb,
            Value = JsonSerializer.Serialize(new
            {
                id = appointment.Id,
                center_id = appointment.CenterId,
                slot_datetime = appointment.SlotDatetime,
                client_first_name = appointment.ClientFirstName,
                client_last_name = appointment.ClientLastName,
                client_phone = appointment.ClientPhone,
                client_email = appointment.ClientEmail,
                vehicle_brand = appointment.VehicleBrand,
                vehicle_model = appointment.VehicleModel,
                license_plate = appointment.LicensePlate,
                vehicle_type = appointment.Vehicle.InWire(),
                status = appointment.Status,
                created_at = appointment.CreatedAt,
            }),
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc cref="IHostedAppointments.RemoveAsync"/>
    public static async Task RemoveAsync(
        NpgsqlConnection connection, string centre, Guid appointment, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Removed, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = appointment.ToString() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = centre });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
