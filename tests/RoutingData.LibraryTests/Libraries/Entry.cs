using System.ComponentModel.DataAnnotations.Schema;
using LinqToDB.Mapping;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>A row of the table that all libraries write to; for those that map classes.</summary>
[LinqToDB.Mapping.Table("entry")]
[System.ComponentModel.DataAnnotations.Schema.Table("entry")]
public sealed class Entry
{
    [PrimaryKey]
    [Identity]
    [LinqToDB.Mapping.Column("id")]
    [System.ComponentModel.DataAnnotations.Schema.Column("id")]
    [DatabaseGenerated(DatabaseGeneratedOption.Identity)]
    public long Id { get; set; }

    [LinqToDB.Mapping.Column("worker")]
    [System.ComponentModel.DataAnnotations.Schema.Column("worker")]
    public int Worker { get; set; }

    [LinqToDB.Mapping.Column("number")]
    [System.ComponentModel.DataAnnotations.Schema.Column("number")]
    public int Number { get; set; }
}
