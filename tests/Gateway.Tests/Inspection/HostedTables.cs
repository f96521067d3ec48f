namespace Gateway.Tests.Inspection;

/// <summary>The tables of the booking interface, as installations have them at Supabase.</summary>
internal static class HostedTables
{
    /// <summary>Id of the one that is in order: one bay, open on Mondays and Tuesdays.</summary>
    public const string Centre = "6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01";

    /// <summary>Makes them.</summary>
    public const string Script =
        """
        CREATE TABLE centers (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
          center_name text NOT NULL, average_control_duration integer DEFAULT 30, opening_hours jsonb,
          pricing_grid jsonb,
          allow_early_drop_off boolean DEFAULT false, allow_previous_day_drop_off boolean DEFAULT false,
          allow_late_pickup boolean DEFAULT false, allow_next_day_pickup boolean DEFAULT false,
          client_can_wait boolean DEFAULT true, payment_methods text[], calendar_url text, phone_number text,
          twilio_number text, elevenlabs_agent_id text, status text DEFAULT 'pending', user_id uuid,
          created_at timestamptz DEFAULT now());
        CREATE TABLE appointments (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(), center_id uuid REFERENCES centers (id),
          slot_datetime timestamptz NOT NULL, client_first_name text, client_last_name text, client_phone text,
          client_email text, vehicle_brand text, vehicle_model text, license_plate text, vehicle_type text,
          status text DEFAULT 'confirmed', created_at timestamptz DEFAULT now(), notes text DEFAULT 'none');
        INSERT INTO centers (id, center_name, opening_hours, pricing_grid, payment_methods, phone_number,
          elevenlabs_agent_id, status, created_at) VALUES
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', 'Centre hébergé',
          '{"monday": {"open": "08:00", "close": "18:00"}, "tuesday": [{"start": "08:00", "end": "12:00"}, {"start": "14:00", "end": "18:00"}], "sunday": null}',
          '{"voiture_particuliere": {"essence": 79, "diesel": 80}, "moto": 60, "contre_visite": 20}',
          ARRAY['carte', 'especes'], '+33254000041', 'agent_1', 'active', '2026-01-02T03:04:05Z'),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a02', 'Centre sans horaires', NULL, '{"moto": 60}', NULL, '0254000042',
          NULL, 'pending', now()),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a03', 'Centre fermé', '"lundi 8h-18h"', '"moto 60"', NULL, '0254000043',
          NULL, 'inactive', now());
        INSERT INTO appointments (center_id, slot_datetime, vehicle_type, status) VALUES
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', '2026-12-07T08:00:00Z', 'voiture_particuliere', 'confirmed'),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', '2026-12-07T09:00:00Z', NULL, 'confirmed'),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', '2026-12-07T10:00:00Z', 'moto', 'cancelled');
        """;
}
