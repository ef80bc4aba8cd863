namespace RoutingData.Bench.Results.Checks;

/// <summary>What became of the reads of one way to the servers, when a server was struck while they were under way.</summary>
internal sealed record StrikeResult
{
    /// <summary>The router, or the bare driver.</summary>
    public required string Through { get; init; }

    /// <summary>Reads that were under way at the strike.</summary>
    public required int UnderWay { get; init; }

    /// <summary>Those of them that ended with each row right, and no error.</summary>
    public required int Whole { get; init; }

    /// <summary>The exceptions of those of them that ended with a <see cref="System.Data.Common.DbException"/>, by kind.</summary>
    public required IReadOnlyDictionary<string, int> DbErrors { get; init; }

    /// <summary>The exceptions of those of them that ended with any other, by kind.</summary>
    public required IReadOnlyDictionary<string, int> OtherErrors { get; init; }

    /// <summary>Those of them that had not ended when the patience was over, by kind of reader.</summary>
    public required IReadOnlyList<string> Hanging { get; init; }

    /// <summary>Milliseconds from the strike to the end of those that ended with an error.</summary>
    public required IReadOnlyList<double> ToError { get; init; }

    /// <summary>The exceptions of reads that began after the strike, by kind, and of those that hung and then failed.</summary>
    public required IReadOnlyDictionary<string, int> LaterErrors { get; init; }

    /// <summary>Every result that was not whole, whenever it was read: what was wrong, and what the caller was told.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    /// <summary>Of <see cref="Wrong"/>: those whose caller was told that all is well.</summary>
    public required int WrongInSilence { get; init; }
}
