using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Who comes when, what is taken, and who waits, as records.</summary>
internal sealed class PlanningRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new AppointmentMapping());
        model.ApplyConfiguration(new AppointmentChangeMapping());
        model.ApplyConfiguration(new BayTimeMapping());
        model.ApplyConfiguration(new WaitingEntryMapping());
        model.ApplyConfiguration(new HostedWriteMapping());
    }
}

/// <summary>The sets of the planning.</summary>
public static class PlanningSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>Slots taken.</summary>
        public DbSet<Appointment> Appointments => db.Set<Appointment>();

        /// <summary>What was done to them.</summary>
        public DbSet<AppointmentChange> AppointmentChanges => db.Set<AppointmentChange>();

        /// <summary>Times taken in bays.</summary>
        public DbSet<BayTime> BayTimes => db.Set<BayTime>();

        /// <summary>Who waits for a slot.</summary>
        public DbSet<WaitingEntry> WaitingEntries => db.Set<WaitingEntry>();

        /// <summary>What is to be written into an existing database.</summary>
        public DbSet<HostedWrite> HostedWrites => db.Set<HostedWrite>();
    }
}
