using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>What the shops sell, as records.</summary>
internal sealed class CatalogueRecords : IRecordsPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Product>().ToTable("products");
        model.ApplyConfiguration(new ProductMapping());
        model.Entity<ProductText>().ToTable("product_texts");
        model.ApplyConfiguration(new ProductTextMapping());
        model.Entity<FaqEntry>().ToTable("faq_entries");
        model.ApplyConfiguration(new FaqEntryMapping());
        model.Entity<CatalogueImport>().ToTable("catalogue_imports");
        model.ApplyConfiguration(new CatalogueImportMapping());
        model.Entity<ProductVector>().ToTable("product_vectors");
        model.ApplyConfiguration(new ProductVectorMapping());
        model.Entity<CatalogueFault>().ToTable("catalogue_faults");
        model.ApplyConfiguration(new CatalogueFaultMapping());
    }
}

/// <summary>The sets of the catalogue.</summary>
public static class CatalogueSets
{
    extension(RecordsDbContext db)
    {
        /// <summary>What the shops sell.</summary>
        public DbSet<Product> Products => db.Set<Product>();

        /// <summary>How a product is called and described, once for each language.</summary>
        public DbSet<ProductText> ProductTexts => db.Set<ProductText>();

        /// <summary>Questions that the shops have answered beforehand.</summary>
        public DbSet<FaqEntry> FaqEntries => db.Set<FaqEntry>();

        /// <summary>Which files the catalogues were taken from.</summary>
        public DbSet<CatalogueImport> CatalogueImports => db.Set<CatalogueImport>();

        /// <summary>What of the shops' files could not be taken in.</summary>
        public DbSet<CatalogueFault> CatalogueFaults => db.Set<CatalogueFault>();
    }
}
