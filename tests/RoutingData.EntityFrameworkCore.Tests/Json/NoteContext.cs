using Microsoft.EntityFrameworkCore;

namespace RoutingData.EntityFrameworkCore.Tests.Json;

public sealed class NoteContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Note>().Property(note => note.Body).HasColumnType("json");
}
