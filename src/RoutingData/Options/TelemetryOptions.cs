using System.ComponentModel.DataAnnotations;

namespace RoutingData;

/// <summary>What is counted and told of statements. No setting tells their texts with literals.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Whether statements are counted by their digests (<see cref="RoutingDbDataSource.Statistics"/>).</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Statistics { get; set; } = true;

    /// <summary>How many statements are told apart; the rest is counted by operation. Each takes about a kilobyte, and 64 bytes for each core.</summary>
    /// <value>Statements. The default is 1024.</value>
    [Range(0, 100_000)]
    public int MaxStatements { get; set; } = 1024;

    /// <summary>Whether spans bear the statement's digest text as <c>db.query.text</c>: <c>?</c> for literals, no comments.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool QueryText { get; set; }
}
