using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Mail;

/// <summary>Mails, as records.</summary>
internal sealed class MailRecords : IRecordsPart
{
    public void Map(ModelBuilder model) =>
        model.ApplyConfiguration(new OutgoingMailMapping()).ApplyConfiguration(new MailAttachmentMapping());
}

/// <summary>The sets of mails.</summary>
public static class MailSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>Mails that wait to be sent, were sent or were given up.</summary>
        public DbSet<OutgoingMail> OutgoingMails => db.Set<OutgoingMail>();

        /// <summary>What hangs on them.</summary>
        public DbSet<MailAttachment> MailAttachments => db.Set<MailAttachment>();
    }
}
